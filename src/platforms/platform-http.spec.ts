import { describe, expect, it } from 'vitest';
import type { OutboundClient } from '../core/outbound/outbound-client.js';
import { OutboundError } from '../core/outbound/outbound-error.js';
import { PlatformHttp } from './platform-http.js';

/** Answers no fetch but by this error. */
function httpFailingWith(error: unknown): PlatformHttp {
  return new PlatformHttp({ fetch: () => Promise.reject(error) } as unknown as OutboundClient);
}

const url = new URL('https://api.example.com/');

describe('a call that brings no answer', () => {
  it.each([
    ['UNREACHABLE', 'it could not be reached (ECONNREFUSED)', 'TEMPORARY', 'TEMPORARY'],
    ['UNREACHABLE', 'it could not be reached (ECONNRESET)', 'TEMPORARY', 'OUTCOME_UNKNOWN'],
    ['TIMEOUT', 'it did not answer within 10 s', 'TEMPORARY', 'OUTCOME_UNKNOWN'],
    ['TLS', 'no certificate', 'TEMPORARY', 'TEMPORARY'],
  ] as const)('for %s, %s is %s when it may be repeated, else %s', async (reason, sentence, repeatable, once) => {
    const http = httpFailingWith(new OutboundError(reason, sentence));
    const call = { name: 'X', method: 'POST', url, signal: new AbortController().signal } as const;
    await expect(http.call(call)).rejects.toMatchObject({ name: 'PlatformError', kind: repeatable });
    await expect(http.call({ ...call, once: true })).rejects.toMatchObject({ name: 'PlatformError', kind: once });
  });

  it("throws the signal's reason when that aborts it, unless it may have had its effect", async () => {
    const http = httpFailingWith(new OutboundError('ABORTED', 'The fetch was given up'));
    const reason = new Error('the worker shuts down');
    const call = { name: 'X', method: 'POST', url, signal: AbortSignal.abort(reason) } as const;
    await expect(http.call(call)).rejects.toBe(reason);
    await expect(http.call({ ...call, once: true })).rejects.toMatchObject({ kind: 'OUTCOME_UNKNOWN' });
  });
});
