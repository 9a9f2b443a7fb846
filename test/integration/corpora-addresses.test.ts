import { isIP } from 'node:net';
import { expect, it } from 'vitest';
import { loadConfig } from '../../src/core/config/config.js';
import { OutboundClient } from '../../src/core/outbound/outbound-client.js';
import { OutboundError } from '../../src/core/outbound/outbound-error.js';
import { readCorpus, reportAgreement } from '../support/corpora.js';

const CORPUS = 'ssrf/generated.json';

/** Literal addresses are themselves; a name would be looked up, which none of the cases may come to. */
async function resolve(hostname: string) {
  const family = isIP(hostname);
  if (family === 0) throw new Error(`${hostname} is a name`);
  return [{ address: hostname, family }];
}

it('refuses every spelling of an address that must not be reached', async () => {
  const client = new OutboundClient(loadConfig({ DATABASE_URL: 'postgresql://unused/unused' }), { resolve });
  const cases = readCorpus<{ url: string; why: string }>(CORPUS);
  const reached: string[] = [];
  for (const { url, why } of cases) {
    const error = await client.fetch(url, { signal: AbortSignal.timeout(5_000) }).catch((reason: unknown) => reason);
    const refused = error instanceof OutboundError && ['BAD_URL', 'REFUSED_ADDRESS'].includes(error.reason);
    if (!refused) reached.push(`${url} (${why})`);
  }
  reportAgreement(CORPUS, cases.length - reached.length, cases.length);
  expect(reached).toEqual([]);
});
