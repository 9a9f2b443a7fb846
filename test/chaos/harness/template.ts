import { join } from 'node:path';
import { root } from '../../../scripts/lib/local-folder.mjs';
import { applyMigrations } from '../../../src/core/database/migrator.js';
import { runStatement } from '../../support/run-statement.js';

let made = 0;

/**
 * Makes a database with every migration applied.
 * @param sources the checkout, or a folder like it with other migrations
 * @returns its name, for CREATE DATABASE … TEMPLATE
 */
export async function makeTemplate(server: string, sources: string = root): Promise<string> {
  const name = `template_chaos_${process.pid}_${(made += 1)}`;
  await runStatement(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  await applyMigrations(url.href, join(sources, 'prisma/migrations'));
  return name;
}
