import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clerkHost, ConfigError, environment, loadConfig } from './config.js';

const required = { DATABASE_URL: 'postgresql://localhost/app' };

/** The message of the refusal. */
function refusal(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('loadConfig', () => {
  it('needs nothing but a database', () => {
    expect(loadConfig(required)).toMatchObject({ ...required, PORT: 3000, JOB_BACKOFF_MS: [60_000, 300_000, 900_000] });
  });

  it('takes an empty value for an absent one', () => {
    expect(loadConfig({ ...required, PORT: '', OPENAI_API_KEY: '' })).toEqual(loadConfig(required));
  });

  it('turns text into what it means', () => {
    const env = { CREATE_RATE_LIMIT: '5/10s', TRUSTED_PROXIES: ' 10.0.0.0/8, ::1 ', CLERK_JWT_KEY: 'first\\nsecond' };
    expect(loadConfig({ ...required, ...env })).toMatchObject({
      CREATE_RATE_LIMIT: { limit: 5, seconds: 10 },
      TRUSTED_PROXIES: ['10.0.0.0/8', '::1'],
      CLERK_JWT_KEY: 'first\nsecond',
    });
  });

  it.each(['redis://localhost:6379', 'rediss://a:1,rediss://b:2', 'redis-sentinel://a:26379,b:26379/primary'])(
    'reaches Redis at %s',
    (REDIS_URL) => {
      expect(loadConfig({ ...required, REDIS_URL }).REDIS_URL).toBe(REDIS_URL);
    },
  );

  it.each([
    [`pk_test_${btoa('clever-owl-1.clerk.accounts.dev$')}`, 'clever-owl-1.clerk.accounts.dev'],
    [`pk_live_${btoa('clerk.example.com$')}`, 'clerk.example.com'],
    [`sk_test_${btoa('clerk.example.com$')}`, undefined],
    [`pk_test_${btoa('clerk.example.com')}`, undefined],
    [`pk_test_${btoa("x.test; script-src 'unsafe-inline'$")}`, undefined],
  ])('reads the host of Clerk from %s', (key, host) => {
    expect(clerkHost(key)).toBe(host);
  });

  it('names what is missing', () => {
    expect(refusal({})).toBe('DATABASE_URL: read nothing; it must be set. See .env.example.');
  });

  it.each([
    [{ PORT: '70000' }, 'PORT: read "70000"; it must be at most 65535.'],
    [{ PORT: 'http' }, 'PORT: read "http"; it must be a whole number.'],
    [{ CREATE_RATE_LIMIT: '120' }, 'CREATE_RATE_LIMIT: read "120"; it must be <count>/<seconds>s, such as 120/60s.'],
    [{ OUTBOUND_ALLOWED_PRIVATE_HOSTS: 'localhost' }, 'read "localhost"; it must be comma-separated host:port'],
    [{ TRUSTED_PROXIES: '10.0.0.0/8,lb' }, 'it must be comma-separated addresses or CIDR ranges'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: read "loud"; it must be trace, debug, info, warn, error or fatal.'],
    [{ JOB_BACKOFF_MS: '1,soon' }, 'JOB_BACKOFF_MS: read "1,soon"; it must be comma-separated milliseconds'],
  ])('says what was read and what would be right: %o', (env, message) => {
    expect(refusal({ ...required, ...env })).toContain(message);
  });

  it.each([
    { DATABASE_URL: 'mysql://root:hunter2@db/app' },
    { ...required, REDIS_URL: 'hunter2' },
    { ...required, OPS_TOKEN: 'hunter2' },
  ])('does not show what may be a secret: %o', (env) => {
    expect(refusal(env)).not.toContain('hunter2');
  });

  it('names every wrong variable at once', () => {
    const message = refusal({ PORT: '-1', JOB_LEASE_MS: '1' });
    expect(message.split('\n').map((line) => line.split(':')[0])).toEqual(['DATABASE_URL', 'PORT', 'JOB_LEASE_MS']);
  });
});

describe('.env.example', () => {
  const lines = readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z][A-Z0-9_]+)=(.*)$/gm);
  const example = Object.fromEntries(Array.from(lines, ([, name, value]) => [name, value]));

  it('lists every variable, in the order of the schema', () => {
    expect(Object.keys(example)).toEqual(Object.keys(environment.shape));
  });

  it('shows the defaults', () => {
    expect(loadConfig({ ...example, ...required })).toEqual(loadConfig(required));
  });

  it.each(Object.entries(environment.shape))('shows a default of %s if there is one', (name, schema) => {
    const fallback = schema.safeParse(undefined);
    const hasDefault = fallback.success && fallback.data !== undefined && String(fallback.data) !== '';
    expect(example[name] !== '').toBe(hasDefault);
  });
});
