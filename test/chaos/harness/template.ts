import { join } from 'node:path';
import { root } from '../../../scripts/lib/local-folder.mjs';
import { applyMigrations } from '../../../src/core/database/migrator.js';
import { runStatement } from '../../support/run-statement.js';

/** Makes a database with every migration applied. @returns its name, for CREATE DATABASE … TEMPLATE */
export async function makeTemplate(server: string): Promise<string> {
  const name = `template_chaos_${process.pid}`;
  await runStatement(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  await applyMigrations(url.href, join(root, 'prisma/migrations'));
  return name;
}
