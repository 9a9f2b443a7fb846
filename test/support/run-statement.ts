import pg from 'pg';

/** Runs one statement on a connection of its own, as CREATE DATABASE and DROP DATABASE want it. */
export async function runStatement(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  // A connection that the server ends is reported by the query, too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
