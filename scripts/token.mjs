/**
 * `npm run token -- [--org org_demo] [--user user_demo] [--role admin] [--ttl 24h]`: prints a bearer token of the local
 * issuer, and nothing else.
 */
import { parseArgs } from 'node:util';
import { DEMO, issueToken } from './lib/local-issuer.mjs';
import { loadEnvFile } from './lib/settings.mjs';
import { requireNode, runScript, StepError } from './lib/steps.mjs';

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** @param {string} text such as 30m */
function seconds(text) {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (!count) throw new StepError(`--ttl is "${text}"; it must be a number and s, m, h or d, such as 24h.`);
  return Number(count) * SECONDS[/** @type {keyof typeof SECONDS} */ (unit)];
}

requireNode();
await runScript(async () => {
  const { values } = parseArgs({
    options: {
      org: { type: 'string', default: DEMO.organization },
      user: { type: 'string', default: DEMO.user },
      role: { type: 'string', default: DEMO.role },
      ttl: { type: 'string', default: '24h' },
    },
  });
  loadEnvFile();
  const { org: organization, user, role, ttl } = values;
  console.log(await issueToken({ organization, user, role }, seconds(ttl)));
});
