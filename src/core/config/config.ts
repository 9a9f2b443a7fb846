import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** Thrown when the environment does not fit; the message names each variable, what was read and what would be right. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const wholeNumber = (fallback: number, min: number, max: number) =>
  z.coerce
    .number({ error: 'a whole number' })
    .int('a whole number')
    .min(min, `at least ${min}`)
    .max(max, `at most ${max}`)
    .default(fallback);

const port = (fallback: number) => wholeNumber(fallback, 0, 65_535);

const milliseconds = (fallback: number, min = 1) => wholeNumber(fallback, min, 86_400_000);

const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    );

const millisecondsList = (fallback: string) =>
  list(fallback).pipe(
    z
      .array(
        z.coerce
          .number<string>({ error: 'comma-separated milliseconds, such as 60000,300000' })
          .int('comma-separated whole milliseconds')
          .min(0, 'comma-separated milliseconds, each at least 0')
          .max(86_400_000, 'comma-separated milliseconds, each at most 86400000'),
      )
      .min(1, 'comma-separated milliseconds, at least one'),
  );

const url = (protocols: string[]) =>
  z.string().refine(
    (text) => {
      return URL.canParse(text) && protocols.includes(new URL(text).protocol);
    },
    { error: `a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}` },
  );

const postgresUrl = url(['postgresql:', 'postgres:']);
const httpUrl = url(['http:', 'https:']);

/** `<scheme>://<host>:<port>`, nothing behind it. */
const origin = (fallback: string) =>
  httpUrl
    .default(fallback)
    .refine((text) => !URL.canParse(text) || `${new URL(text).origin}/` === new URL(text).href, {
      error: 'an origin, without path or version, such as https://api.example.com',
    })
    .transform((text) => new URL(text).origin);

/** AES-256 keys with their ids. The first encrypts, all decrypt. */
const encryptionKeys = list('').pipe(
  z
    .array(
      z
        .string()
        .regex(/^[\w-]{1,32}:[A-Za-z0-9+/]{43}=$/, {
          error: 'comma-separated id:key, each key 32 bytes in base64, such as the output of "openssl rand -base64 32"',
        })
        .transform((text) => {
          const [id, key] = text.split(':') as [string, string];
          return { id, key: Buffer.from(key, 'base64') };
        }),
    )
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, { error: 'keys with different ids' }),
);

/** `redis://` or `rediss://`, several comma-separated nodes of a Cluster, or `redis-sentinel://host:port,host:port/<master name>`. */
const redisUrl = z
  .string()
  .regex(/^(rediss?:\/\/[^,\s]+(,rediss?:\/\/[^,\s]+)*|redis-sentinel:\/\/[^\s/]+\/[^\s/]+)$/, {
    error:
      'redis://host:port, rediss://host:port, several of these with commas, or redis-sentinel://host:port,host:port/<master name>',
  });

/** PEM from an environment file may carry `\n` as two characters. */
const pem = z.string().transform((text) => text.replaceAll('\\n', '\n'));

/** `pk_test_` or `pk_live_` and the host of the frontend API with a `$` behind it, in base64 (clerk.com/docs, "Publishable key"). */
const clerkPublishableKey = z.string().refine((text) => clerkHost(text) !== undefined, {
  error: 'a publishable key of Clerk, which begins with pk_test_ or pk_live_',
});

/** The host of Clerk's frontend API that a publishable key names; undefined when it is none. */
export function clerkHost(publishableKey: string): string | undefined {
  const [, encoded = ''] = /^pk_(?:test|live)_([\w=+/-]+)$/.exec(publishableKey) ?? [];
  return /^([a-z\d-]+(?:\.[a-z\d-]+)+)\$$/i.exec(Buffer.from(encoded, 'base64').toString())?.[1];
}

/** `<count>/<seconds>s`. */
const rate = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .refine((text) => /^[1-9]\d{0,6}\/[1-9]\d{0,4}s$/.test(text), { error: '<count>/<seconds>s, such as 120/60s' })
    .transform((text) => {
      const [limit, seconds] = text.slice(0, -1).split('/').map(Number) as [number, number];
      return { limit, seconds };
    });

/** `host:port`, lower case, as URLs have them: `localhost:4010`, `[::1]:4010`. */
const hostList = list('')
  .transform((hosts) => hosts.map((host) => host.toLowerCase()))
  .pipe(
    z.array(
      z.string().regex(/^(\[[\da-f:.]+\]|[^\s:/@[\]]+):\d{1,5}$/, {
        error: 'comma-separated host:port, such as localhost:4010,[::1]:4010',
      }),
    ),
  );

/** Addresses and CIDR ranges. */
const addressList = list('').pipe(
  z.array(
    z.string().refine((text) => ipaddr.isValid(text) || ipaddr.isValidCIDR(text), {
      error: 'comma-separated addresses or CIDR ranges, such as 10.0.0.0/8,::1',
    }),
  ),
);

/** Every variable that is read, with its default; `.env.example` lists the same (checked by config.spec.ts). */
export const environment = z.object({
  DATABASE_URL: postgresUrl,
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  PORT: port(3000),
  HEALTH_PORT: port(3001),
  SCHEDULER_HEALTH_PORT: port(3002),
  PUBLIC_URL: httpUrl.default('http://localhost:3000'),
  MEDIA_STORE: z.enum(['filesystem', 's3'], { error: 'filesystem or s3' }).default('filesystem'),
  MEDIA_DIR: z.string().default('.local/media'),
  S3_ENDPOINT: httpUrl.optional(),
  S3_REGION: z.string().optional(),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  CLERK_JWT_KEY: pem.optional(),
  CLERK_SECRET_KEY: z.string().optional(),
  CLERK_ISSUER: z.string().optional(),
  CLERK_AUTHORIZED_PARTIES: list(''),
  CLERK_PUBLISHABLE_KEY: clerkPublishableKey.optional(),
  LOCAL_ISSUER_KEY: pem.optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  OPENAI_MODEL: z.string().default('gpt-5.5'),
  OPENAI_FALLBACK_MODELS: list(''),
  OPENAI_IMAGE_MODEL: z.string().default('gpt-image-2'),
  X_API_BASE_URL: origin('https://api.x.com'),
  LINKEDIN_API_BASE_URL: origin('https://api.linkedin.com'),
  LINKEDIN_OAUTH_BASE_URL: origin('https://www.linkedin.com'),
  FACEBOOK_GRAPH_BASE_URL: origin('https://graph.facebook.com'),
  INSTAGRAM_GRAPH_BASE_URL: origin('https://graph.instagram.com'),
  X_CLIENT_ID: z.string().optional(),
  X_CLIENT_SECRET: z.string().optional(),
  LINKEDIN_CLIENT_ID: z.string().optional(),
  LINKEDIN_CLIENT_SECRET: z.string().optional(),
  LINKEDIN_VERSION: z
    .string()
    .regex(/^20\d{4}$/, 'YYYYMM, such as 202607')
    .default('202607'),
  META_APP_ID: z.string().optional(),
  META_APP_SECRET: z.string().optional(),
  META_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'a version of the Graph API, such as v26.0')
    .default('v26.0'),
  INSTAGRAM_APP_ID: z.string().optional(),
  INSTAGRAM_APP_SECRET: z.string().optional(),
  TOKEN_ENCRYPTION_KEYS: encryptionKeys,
  CONTENT_GENERATION_CONCURRENCY: wholeNumber(10, 1, 1_000),
  CONTEXT_SCRAPING_CONCURRENCY: wholeNumber(30, 1, 1_000),
  ANALYTICS_SYNC_CONCURRENCY: wholeNumber(60, 1, 1_000),
  WEBHOOKS_CONCURRENCY: wholeNumber(20, 1, 1_000),
  ORG_MAX_UNFINISHED_JOBS: wholeNumber(50, 1, 1_000_000),
  TRUSTED_PROXIES: addressList,
  CREATE_RATE_LIMIT: rate('120/60s'),
  JOB_BACKOFF_MS: millisecondsList('60000,300000,900000'),
  JOB_LEASE_MS: milliseconds(30_000, 300),
  JOB_LOSS_DELAYS_MS: millisecondsList('0,10000,60000,300000'),
  JOB_RETENTION_DAYS: wholeNumber(90, 1, 36_500),
  SHUTDOWN_DELAY_MS: milliseconds(0, 0),
  SHUTDOWN_TIMEOUT_MS: milliseconds(30_000),
  SCRAPE_HOST_DELAY_MS: milliseconds(1_000, 0),
  OUTBOUND_ALLOWED_PRIVATE_HOSTS: hostList,
  OPS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], { error: 'trace, debug, info, warn, error or fatal' })
    .default('info'),
  STATS_INTERVAL_MS: milliseconds(60_000),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
});

/** The whole configuration, by the names of its environment variables. */
export type Config = Readonly<z.infer<typeof environment>>;

/** Nest's token for {@link Config}. */
export const CONFIG = Symbol('CONFIG');

/** A wrong value may be shown unless its variable holds, or may hold, a secret. */
const SECRET = /KEY|SECRET|TOKEN|PASSWORD|URL/;

/**
 * Reads the environment once. An empty value counts as absent, as in an `.env` file with blanks.
 * @throws {ConfigError} with one line a wrong variable
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  throw new ConfigError(
    parsed.error.issues
      .map((issue) => {
        const name = String(issue.path[0]);
        const value = given[name];
        const read =
          value === undefined ? 'nothing' : SECRET.test(name) ? 'a value that is not shown' : JSON.stringify(value);
        const wanted = value === undefined ? 'it must be set' : `it must be ${issue.message}`;
        return `${name}: read ${read}; ${wanted}. See .env.example.`;
      })
      .join('\n'),
  );
}
