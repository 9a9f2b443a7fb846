import { Redis } from 'ioredis';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { CreationThrottle } from '../../src/core/http/creation-throttle.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let testDatabase: TestDatabase;
let database: Database;

const sessionOf = (userId: string) => ({
  userId,
  organizationId: 'org_1',
  role: 'member' as const,
  expiresAt: new Date('2100-01-01'),
});
const config = () => loadConfig({ DATABASE_URL: testDatabase.url, CREATE_RATE_LIMIT: '5/60s' });
const silent = pino({ enabled: false });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(config());
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await testDatabase.drop();
});

it('counts the jobs of a user across instances in PostgreSQL, those refused too', async () => {
  const [one, two] = [0, 1].map(() => new CreationThrottle(config(), null, database, silent)) as [
    CreationThrottle,
    CreationThrottle,
  ];
  await one.take(sessionOf('user_1'), 3);
  await two.take(sessionOf('user_1'), 2);
  await expect(one.take(sessionOf('user_1'), 1)).rejects.toMatchObject({ status: 429, code: 'RATE_LIMITED' });
  const refusal: unknown = await two.take(sessionOf('user_1'), 1).catch((error: unknown) => error);
  const seconds = Number((refusal as { headers: Record<string, string> }).headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  await one.take(sessionOf('user_2'), 5);
});

it('prepares no statement in a session, which a transaction-mode pooler would take away', async () => {
  await new CreationThrottle(config(), null, database, silent).take(sessionOf('user_3'), 1);

  expect(database.pool.totalCount).toBe(1);
  expect(await database.query('SELECT name FROM pg_prepared_statements')).toEqual([]);
});

it('lets creations pass while Redis cannot be reached, and says so once', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const redis = new Redis({ port: 1, lazyConnect: true });
  const throttle = new CreationThrottle(config(), redis, database, log);
  for (let count = 0; count < 10; count++) await throttle.take(sessionOf('user_1'), 5);
  expect(lines).toHaveLength(1);
  redis.disconnect();
});
