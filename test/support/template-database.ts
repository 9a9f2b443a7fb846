import { randomUUID } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { applyMigrations } from '../../src/core/database/migrator.js';
import { runStatement } from './run-statement.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the server that tests make their databases on. */
    databaseServer: string;
    /** The address of a transaction-mode pooler before it; the server's own where there is none. */
    databasePooler: string;
    /** The migrated database that they are copies of. */
    templateDatabase: string;
  }
}

/** Vitest's global set-up: prepares the template once a run, and removes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set. Run "npm test -- <path>", which starts a PostgreSQL.');
  const template = `template_${randomUUID().replaceAll('-', '')}`;
  await runStatement(server, `CREATE DATABASE ${template}`);
  const url = new URL(server);
  url.pathname = template;
  await applyMigrations(url.href, 'prisma/migrations');
  project.provide('databaseServer', server);
  project.provide('databasePooler', process.env.TEST_DATABASE_POOLER_URL ?? server);
  project.provide('templateDatabase', template);
  return () => runStatement(server, `DROP DATABASE ${template} WITH (FORCE)`);
}
