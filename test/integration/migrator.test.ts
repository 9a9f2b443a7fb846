import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyMigrations, MigrationError } from '../../src/core/database/migrator.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const run = promisify(execFile);

describe('applyMigrations', () => {
  let database: TestDatabase;
  let directory: string;

  beforeEach(async () => {
    database = await createTestDatabase({ migrated: false });
    directory = await mkdtemp(join(tmpdir(), 'migrations-'));
    await cp('prisma/migrations', directory, { recursive: true });
  });

  afterEach(async () => {
    await database.drop();
    await rm(directory, { recursive: true });
  });

  const prisma = (...args: string[]) =>
    run(process.execPath, ['tools/prisma.mjs', ...args], { env: { ...process.env, DATABASE_URL: database.directUrl } });

  const query = async (text: string) => {
    const client = new pg.Client(database.directUrl);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  };

  const addMigration = async (name: string, sql: string) => {
    await mkdir(join(directory, name));
    await writeFile(join(directory, name, 'migration.sql'), sql);
  };

  it('leaves nothing to do for prisma migrate status and deploy', async () => {
    const applied = await applyMigrations(database.directUrl, 'prisma/migrations');
    expect(applied.length).toBeGreaterThan(0);
    expect((await prisma('migrate', 'status')).stdout).toContain('Database schema is up to date!');
    expect((await prisma('migrate', 'deploy')).stdout).toContain('No pending migrations to apply.');
  });

  it('finds nothing to do after prisma migrate deploy, and records what that records', async () => {
    const recorded =
      'SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count, finished_at IS NULL AS unfinished FROM _prisma_migrations ORDER BY 1';
    await prisma('migrate', 'deploy');
    expect(await applyMigrations(database.directUrl, 'prisma/migrations')).toEqual([]);
    const byPrisma = await query(recorded);
    await query(
      'DROP TABLE _prisma_migrations; DROP SCHEMA engine CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
    );
    await applyMigrations(database.directUrl, 'prisma/migrations');
    expect(await query(recorded)).toEqual(byPrisma);
  });

  it('makes the tables that schema.prisma describes', async () => {
    const diff = ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma'];
    expect((await prisma(...diff, '--script')).stdout).toContain('This is an empty migration.');
  });

  it('applies each migration once when several processes start together', async () => {
    const applied = await Promise.all(Array.from({ length: 4 }, () => applyMigrations(database.directUrl, directory)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    const rows = await query('SELECT migration_name FROM _prisma_migrations');
    expect(rows).toHaveLength(applied.flat().length);
  });

  it('disables a webhook whose secret it cannot encrypt, and removes the secret', async () => {
    const since = '20261125020000_webhook_secrets';
    for (const name of await readdir('prisma/migrations'))
      if (name >= since && name !== 'migration_lock.toml') await rm(join(directory, name), { recursive: true });
    await applyMigrations(database.directUrl, directory);
    await query(
      `INSERT INTO webhook_endpoints (id, organization_id, url, events, plain_secret, updated_at)
       VALUES ('e', 'o', 'https://example.com/', '{job.failed}', 'whsec_plain', now());
       SELECT record_webhook_event('o', 'job.failed', '{}')`,
    );
    expect(await applyMigrations(database.directUrl, 'prisma/migrations')).toContain(since);
    const [endpoint] = await query(
      'SELECT enabled, disabled_reason AS reason, e::text AS text FROM webhook_endpoints e',
    );
    expect(endpoint).toMatchObject({ enabled: false, reason: expect.stringContaining('rotateSecret') as string });
    expect(endpoint!.text).not.toContain('whsec_');
    expect(await query('SELECT status FROM webhook_deliveries')).toEqual([{ status: 'FAILED' }]);
  });

  it('applies only what is new', async () => {
    await applyMigrations(database.directUrl, directory);
    await addMigration('29990101000000_later', 'CREATE TABLE later (id int)');
    expect(await applyMigrations(database.directUrl, directory)).toEqual(['29990101000000_later']);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    const [name] = await applyMigrations(database.directUrl, directory);
    await appendFile(join(directory, String(name), 'migration.sql'), '-- changed');
    const refusal = applyMigrations(database.directUrl, directory);
    await expect(refusal).rejects.toThrow(MigrationError);
    await expect(refusal).rejects.toThrow(`Migration ${name} was changed after it had been applied`);
  });

  it('rolls a failing migration back as a whole and tries it again next time', async () => {
    await applyMigrations(database.directUrl, directory);
    await addMigration('29990101000000_broken', 'CREATE TABLE half (id int); SELECT 1 / 0');
    await expect(applyMigrations(database.directUrl, directory)).rejects.toThrow(
      'Migration 29990101000000_broken failed and was rolled back: division by zero',
    );
    expect(await query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
    await writeFile(join(directory, '29990101000000_broken', 'migration.sql'), 'CREATE TABLE half (id int)');
    expect(await applyMigrations(database.directUrl, directory)).toEqual(['29990101000000_broken']);
  });

  it('refuses to go on after a migration that failed halfway', async () => {
    const [name] = await applyMigrations(database.directUrl, directory);
    await query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(applyMigrations(database.directUrl, directory)).rejects.toThrow(`Migration ${name} failed earlier`);
    await query('UPDATE _prisma_migrations SET rolled_back_at = now()');
    await query('DROP SCHEMA engine CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    expect(await applyMigrations(database.directUrl, directory)).toContain(name);
  });
});
