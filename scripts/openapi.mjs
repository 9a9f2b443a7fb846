/**
 * `npm run openapi [-- --check]`: writes the API's OpenAPI document and the client's types of it to client/, from the
 * build, which it makes first. With `--check` it makes and writes nothing and fails where they differ from what is there.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { root } from './lib/local-folder.mjs';
import { prepareServer } from './lib/prepare.mjs';
import { runScript, StepError } from './lib/steps.mjs';

/** The document says the same whatever these are: the API is made, but not started. */
const NO_SETTINGS = {
  DATABASE_URL: 'postgresql://127.0.0.1/none',
  // Without it BullMQ would migrate its schema first.
  REDIS_URL: 'redis://127.0.0.1:1',
  CLERK_SECRET_KEY: 'none',
  CLERK_ISSUER: 'none',
  CLERK_AUTHORIZED_PARTIES: 'none',
  LOG_LEVEL: 'fatal',
};

/** @returns {Promise<Record<string, string>>} what belongs into the files, by path in the checkout */
async function generate() {
  process.env = { PATH: process.env.PATH, ...NO_SETTINGS };
  /** @type {typeof import('../src/api.js')} */
  const { createApi, documentOf } = await import(join(root, 'dist/src/api.js'));
  /** @type {typeof import('../src/core/config/config.js')} */
  const { loadConfig } = await import(join(root, 'dist/src/core/config/config.js'));
  const document = `${JSON.stringify(documentOf(await createApi(loadConfig())), undefined, 2)}\n`;
  const types = astToString(await openapiTypescript(document, { defaultNonNullable: false }));
  return {
    'client/openapi.json': document,
    'client/schema.ts': `// Made from openapi.json by "npm run openapi".\n${types}`,
  };
}

await runScript(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  if (!values.check) await prepareServer();
  const files = Object.entries(await generate());
  const stale = files.filter(
    ([path, text]) => readFileSync(join(root, path), { encoding: 'utf8', flag: 'a+' }) !== text,
  );
  if (values.check && stale.length > 0)
    throw new StepError(
      `${stale.map(([path]) => path).join(' and ')} are not what the API says: run "npm run openapi".`,
    );
  for (const [path, text] of stale) writeFileSync(join(root, path), text);
  console.log(stale.length === 0 ? 'up to date' : `written: ${stale.map(([path]) => path).join(', ')}`);
});
// What the API has made, such as timers, would keep the process.
process.exit(process.exitCode);
