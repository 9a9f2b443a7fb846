/** Free ports, the same as last time where possible. */
import { createServer } from 'node:net';
import { readLocal, writeLocal } from './local-folder.mjs';
import { StepError } from './steps.mjs';

/** @typedef {'api' | 'worker' | 'scheduler' | 'sandbox' | 'postgres'} PortName */

/** @type {Record<PortName, number>} */
export const USUAL_PORTS = { api: 3000, worker: 3001, scheduler: 3002, sandbox: 4010, postgres: 54320 };

/**
 * @param {number} port
 * @param {string | undefined} host undefined: all addresses
 * @returns {Promise<boolean>}
 */
const canListen = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** @param {number} port */
export const isFree = async (port) => (await canListen(port, undefined)) && canListen(port, '127.0.0.1');

/** @returns {Partial<Record<PortName, number>>} */
export const rememberedPorts = () => JSON.parse(readLocal('ports.json') ?? '{}');

/**
 * @param {number} first
 * @param {number[]} [taken] ports promised to others
 * @returns {Promise<number>} the first, or the next that is free
 */
export async function freePort(first, taken = []) {
  let port = first;
  while (taken.includes(port) || !(await isFree(port))) port += 1;
  return port;
}

/**
 * Takes the port used last time, else the usual one, or the next that is free; remembers it.
 * @param {PortName} name
 * @param {number[]} [taken] ports promised to others
 * @returns {Promise<number>}
 */
export async function choosePort(name, taken = []) {
  const remembered = rememberedPorts();
  const first = remembered[name] ?? USUAL_PORTS[name];
  const port = await freePort(first, taken);
  if (port !== first) console.log(`Port ${first} (${name}) is in use; taking ${port}.`);
  if (port !== remembered[name]) writeLocal('ports.json', JSON.stringify({ ...remembered, [name]: port }));
  return port;
}

/**
 * The port that a variable names, which is not moved: it must be free.
 * @param {string} variable
 * @throws {StepError} when it is in use
 */
export async function requirePort(variable) {
  const port = Number(process.env[variable]);
  const valid = Number.isInteger(port) && port >= 0 && port <= 65_535;
  // A wrong value is named by the process that reads it.
  if (valid && !(await isFree(port))) {
    throw new StepError(`Port ${port} (${variable}) is in use. Stop what listens there, or change ${variable}.`);
  }
  return port;
}
