import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { runStatement } from './run-statement.js';

/** A database of a test file's own. */
export interface TestDatabase {
  /** Through the pooler, where the run has one. */
  readonly url: string;
  /** Past the pooler. */
  readonly directUrl: string;
  /** Ends the connections that are left and removes the database. */
  drop(): Promise<void>;
}

/**
 * Makes a database with every migration applied (or an empty one) on the test server.
 * @param options.migrated false: an empty database
 */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = inject('databaseServer');
  await runStatement(server, `CREATE DATABASE ${name} TEMPLATE ${migrated ? inject('templateDatabase') : 'template0'}`);
  const [url, directUrl] = [inject('databasePooler'), server].map((each) => {
    const address = new URL(each);
    address.pathname = name;
    return address.href;
  }) as [string, string];
  return { url, directUrl, drop: () => runStatement(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}
