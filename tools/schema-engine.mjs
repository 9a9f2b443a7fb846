#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, for authoring and CI: the same JSON-RPC over stdio, answered by the WASM
 * engine over `pg`, so that nothing is downloaded. It rests on Prisma's internal protocol: the versions are pinned.
 * Prisma starts it as `schema-engine --datamodels <file> --datasource <json> [cli <command>]`.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const CHAR = 18;
const CHAR_ARRAY = 1002;

/**
 * Mends what adapter-pg 7.10 does not do for the schema engine.
 * @param {any} adapter a connected PrismaPgAdapter
 */
function mended(adapter) {
  // It cannot map PostgreSQL's "char", which introspection reads: that is given as "char"[], and put right afterwards.
  const query = adapter.client.query.bind(adapter.client);
  adapter.client.query = async (/** @type {unknown[]} */ ...args) => {
    const result = await query(...args);
    for (const field of result?.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = CHAR_ARRAY;
    return result;
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (/** @type {unknown} */ params) => {
    const result = await queryRaw(params);
    result.columnTypes = result.columnTypes.map((/** @type {number} */ type, /** @type {number} */ column) =>
      type === ColumnTypeEnum.CharacterArray && !Array.isArray(result.rows[0]?.[column])
        ? ColumnTypeEnum.Character
        : type,
    );
    return result;
  };
  // It splits a script at every semicolon, those in the body of a function too.
  adapter.executeScript = async (/** @type {string} */ script) => void (await query(script));
  return adapter;
}

class SchemaAdapterFactory extends PrismaPg {
  /** @param {import('pg').PoolConfig} parts */
  constructor(parts) {
    super(parts);
    this.parts = parts;
  }

  /** @override */
  async connect() {
    return mended(await super.connect());
  }

  /**
   * Unlike adapter-pg's, this one disconnects from the shadow database before it drops it.
   * @override
   */
  async connectToShadowDb() {
    const server = await this.connect();
    const database = `prisma_shadow_${randomUUID().replaceAll('-', '')}`;
    await server.executeScript(`CREATE DATABASE ${database}`);
    const shadow = await new SchemaAdapterFactory({ ...this.parts, database }).connect();
    const disconnect = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await disconnect();
      await server.executeScript(`DROP DATABASE ${database}`);
      await server.dispose();
    };
    return shadow;
  }
}

/**
 * In parts, because the database of a connection string would win over that of the shadow database.
 * @param {string} url
 */
function connectionParts(url) {
  const { host, port, user, password, database, ssl } = new pg.Client(url);
  return { host, port, user, password: password ?? undefined, database, ssl };
}

/**
 * `cli can-connect-to-database` and `cli create-database`, which Prisma runs apart from the RPC.
 * @param {string} command
 * @param {string} url
 */
async function runCli(command, url) {
  const server = new URL(url);
  const name = server.pathname.slice(1);
  if (command === 'create-database') server.pathname = '/postgres';
  const client = new pg.Client(server.href);
  try {
    await client.connect();
    if (command === 'create-database') await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    await client.end();
  } catch (error) {
    const { code, message } = /** @type {Error & { code?: string }} */ (error);
    const fields = { error_code: code === '3D000' ? 'P1003' : 'P1001', message };
    // Prisma reads the log from the second line on.
    console.error(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`);
    process.exit(1);
  }
}

/**
 * @param {string} url
 * @param {string[]} datamodels paths
 */
async function startEngine(url, datamodels) {
  const file = new URL(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm'));
  // Neither the compiler's ES libraries nor @types/node 20 declare WebAssembly.
  const { WebAssembly } = /** @type {any} */ (globalThis);
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': wasm });
  wasm.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  /** @type {[string, string][]} */
  const models = datamodels.map((path) => [path, readFileSync(path, 'utf8')]);
  return wasm.SchemaEngine.new(
    { datamodels: models.length > 0 ? models : undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new SchemaAdapterFactory(connectionParts(url))),
  );
}

/** @param {object} reply */
const send = (reply) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...reply })}\n`);

/**
 * @param {any} engine
 * @param {{ id: number, method?: string, params?: unknown }} request
 */
async function answer(engine, { id, method, params }) {
  if (!method) return;
  try {
    if (!engine[method]) throw new Error(`The schema engine has no method ${method}`);
    const result = await engine[method](Array.isArray(params) ? params[0] : params);
    // Where to print is the client's affair: the native engine asks it to.
    if (method === 'diff' && result?.stdout) {
      send({ id: 100_000 + id, method: 'print', params: { content: result.stdout } });
    }
    send({ id, result: result instanceof Map ? Object.fromEntries(result) : (result ?? null) });
  } catch (error) {
    const { code = '', message } = /** @type {Error & { code?: string }} */ (error);
    send({ id, error: { code: 4466, message, data: { is_panic: false, message, meta: null, error_code: code } } });
  }
}

const { values, positionals } = parseArgs({
  options: { datamodels: { type: 'string', multiple: true }, datasource: { type: 'string' } },
  strict: false,
});
const datasource = typeof values.datasource === 'string' ? JSON.parse(values.datasource).url : undefined;
const url = datasource || process.env.DATABASE_URL || '';
if (positionals[0] === 'cli') {
  await runCli(String(positionals[1]), url);
} else {
  const engine = await startEngine(url, /** @type {string[]} */ (values.datamodels ?? []));
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => void answer(engine, JSON.parse(line)));
  lines.on('close', () => process.exit(0));
}
