/**
 * `npm run sign-in -- [--org org_demo] [--user user_demo] [--role admin]`: prints a link that signs in to the dashboard
 * once, within ten minutes. For the local issuer: with Clerk, people sign in at the dashboard itself.
 */
import { parseArgs } from 'node:util';
import './lib/local-database.mjs';
import { createSignInLink, DEMO } from './lib/local-issuer.mjs';
import { publicUrl, standIns } from './lib/settings.mjs';
import { requireNode, runScript, StepError } from './lib/steps.mjs';

requireNode();
await runScript(async () => {
  const { values } = parseArgs({
    options: {
      org: { type: 'string', default: DEMO.organization },
      user: { type: 'string', default: DEMO.user },
      role: { type: 'string', default: DEMO.role },
    },
  });
  if (!standIns().identity) throw new StepError(`Sessions are Clerk's: sign in at ${publicUrl()}.`);
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL)
    throw new StepError('The system does not run in this checkout: run "npm start", which prints a link, too.');
  const { org: organization, user, role } = values;
  console.log(await createSignInLink(DATABASE_URL, { organization, user, role }));
});
