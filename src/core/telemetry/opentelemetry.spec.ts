import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOpenTelemetry } from './opentelemetry.js';

/** Far less than the SDK goes on trying. */
const LAST_MS = 300;

let collector: Server;
let url: string;
let lines: { level: string; msg: string }[];

beforeEach(async () => {
  lines = [];
  collector = createServer();
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});

afterEach(() => {
  if (collector.listening) collector.close();
});

/** Ends a span and then the tracer. @returns how long that took, ms */
async function stopWithSpan(): Promise<number> {
  const log = pino(
    { formatters: { level: (level) => ({ level }) } },
    { write: (line) => lines.push(JSON.parse(line)) },
  );
  const tracer = startOpenTelemetry('Api', url, log, LAST_MS);
  tracer.begin({ name: 'a request', kind: 'server' }).end();
  const since = performance.now();
  await tracer.stop();
  return performance.now() - since;
}

describe('the end of tracing', () => {
  it('waits for a collector that never answers no longer than it may, and says that traces may be lost', async () => {
    const accepted = once(collector, 'connection');

    expect(await stopWithSpan()).toBeLessThan(LAST_MS + 1_000);

    await accepted;
    expect(lines).toMatchObject([
      { level: 'warn', msg: `The last traces may be lost: the collector did not take them within ${LAST_MS} ms` },
    ]);
  });

  it('nor for one that is gone', async () => {
    collector.close();

    expect(await stopWithSpan()).toBeLessThan(LAST_MS + 1_000);

    expect(lines).toMatchObject([{ level: 'warn', msg: expect.stringMatching(/^The last traces may be lost: /) }]);
  });
});
