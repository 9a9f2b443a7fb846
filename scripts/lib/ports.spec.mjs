import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort, isFree, requirePort } from './ports.mjs';

describe('ports', () => {
  const server = createServer();
  /** @type {number} */
  let busy;

  beforeEach(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    ({ port: busy } = /** @type {import('node:net').AddressInfo} */ (server.address()));
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await once(server.close(), 'close');
  });

  it('sees what listens on loopback only', async () => {
    expect(await isFree(busy)).toBe(false);
  });

  it('passes over what is in use or promised', async () => {
    const next = await freePort(busy);
    expect(next).toBeGreaterThan(busy);
    expect(await freePort(busy, [next])).toBeGreaterThan(next);
  });

  it('names the variable whose port is in use', async () => {
    vi.stubEnv('PORT', String(busy));
    await expect(requirePort('PORT')).rejects.toThrow(`Port ${busy} (PORT) is in use.`);
  });
});
