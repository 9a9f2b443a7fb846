/**
 * `node tools/prisma.mjs <arguments>`: Prisma's command line, with the schema engine beside this file and, where no
 * DATABASE_URL is set, the database of the running `npm start`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import '../scripts/lib/local-database.mjs';

const prisma = fileURLToPath(new URL('../node_modules/prisma/build/index.js', import.meta.url));
const { status } = spawnSync(process.execPath, [prisma, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(new URL('schema-engine.mjs', import.meta.url)),
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
});
process.exitCode = status ?? 1;
