/** The environment of the processes: what is set wins; what is not gets its local stand-in. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { issuerKey, issuerPublicKey } from './issuer-key.mjs';
import { keepLocal, readLocal, root } from './local-folder.mjs';
import { rememberedPorts, USUAL_PORTS } from './ports.mjs';
import { isRunning } from './processes.mjs';

/** Holds the process id of a running `npm start`. */
export const LAUNCHER_FILE = 'start.pid';

/** Holds where users reach the API of a running `npm start`. */
export const PUBLIC_URL_FILE = 'public-url';

/** Adds what `.env` says to the environment, which wins. */
export function loadEnvFile() {
  const path = join(root, '.env');
  if (existsSync(path)) process.loadEnvFile(path);
}

/** @returns {number | undefined} the process id of the `npm start` that runs in this checkout */
export function runningLauncher() {
  const pid = Number(readLocal(LAUNCHER_FILE));
  return isRunning(pid, 'start.mjs') ? pid : undefined;
}

/** Which stand-ins are wanted: those whose real setting is absent (an empty value counts as absent). */
export const standIns = () => ({
  database: !process.env.DATABASE_URL,
  identity: !process.env.CLERK_JWT_KEY && !process.env.CLERK_SECRET_KEY,
  openai: !process.env.OPENAI_API_KEY,
  platforms: PLATFORMS.filter(({ credential }) => !process.env[credential]),
});

/** The social platforms: the credential that makes each real, and what leads to the sandbox without it. */
const PLATFORMS = [
  { name: 'X', platform: 'TWITTER', credential: 'X_CLIENT_ID', origins: ['X_API_BASE_URL'], secrets: [] },
  {
    name: 'LinkedIn',
    platform: 'LINKEDIN',
    credential: 'LINKEDIN_CLIENT_ID',
    origins: ['LINKEDIN_API_BASE_URL', 'LINKEDIN_OAUTH_BASE_URL'],
    secrets: ['LINKEDIN_CLIENT_SECRET'],
  },
  {
    name: 'Facebook',
    platform: 'FACEBOOK',
    credential: 'META_APP_ID',
    origins: ['FACEBOOK_GRAPH_BASE_URL'],
    secrets: ['META_APP_SECRET'],
  },
  {
    name: 'Instagram',
    platform: 'INSTAGRAM',
    credential: 'INSTAGRAM_APP_ID',
    origins: ['INSTAGRAM_GRAPH_BASE_URL'],
    secrets: ['INSTAGRAM_APP_SECRET'],
  },
];

/** @returns {boolean} whether anything is left to the sandbox */
export const wantsSandbox = () => standIns().openai || standIns().platforms.length > 0;

/** @returns {string} where users will reach an API that is started now */
export const chosenUrl = () =>
  process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || (rememberedPorts().api ?? USUAL_PORTS.api)}`;

/** @returns {string} where users reach the API, first of all that of a running `npm start`; tokens of the local issuer name it */
export const publicUrl = () => (runningLauncher() && readLocal(PUBLIC_URL_FILE)) || chosenUrl();

/**
 * The settings that stand-ins add, by variable.
 * @param {{ databaseUrl?: string, sandboxUrl?: string }} running addresses of the stand-ins
 * @returns {Record<string, string>}
 */
export function standInSettings({ databaseUrl, sandboxUrl }) {
  const wanted = standIns();
  /** @type {Record<string, string>} */
  const settings = {
    PUBLIC_URL: publicUrl(),
    OPS_TOKEN: keepLocal('ops-token', () => randomBytes(24).toString('hex')),
    TOKEN_ENCRYPTION_KEYS: keepLocal('token-encryption-keys', () => `local:${randomBytes(32).toString('base64')}`),
  };
  if (wanted.database && databaseUrl) settings.DATABASE_URL = databaseUrl;
  if (wanted.openai && sandboxUrl)
    Object.assign(settings, { OPENAI_API_KEY: 'sandbox', OPENAI_BASE_URL: `${sandboxUrl}/openai/v1` });
  if (sandboxUrl) {
    for (const { credential, origins, secrets } of wanted.platforms) {
      for (const name of origins) settings[name] = sandboxUrl;
      for (const name of [credential, ...secrets]) settings[name] = 'sandbox';
    }
  }
  if (wanted.identity) {
    settings.LOCAL_ISSUER_KEY = issuerKey();
    settings.CLERK_JWT_KEY = issuerPublicKey();
    settings.CLERK_ISSUER = publicUrl();
    settings.CLERK_AUTHORIZED_PARTIES = publicUrl();
  }
  const unset = Object.fromEntries(Object.entries(settings).filter(([name]) => !process.env[name]));
  if (sandboxUrl) unset.OUTBOUND_ALLOWED_PRIVATE_HOSTS = allowedHosts([sandboxUrl, publicUrl()]);
  return unset;
}

/**
 * The sandbox, and the images that the API serves on this machine, beside what is allowed already.
 * @param {string[]} urls
 */
function allowedHosts(urls) {
  const own = urls.map((url) => new URL(url)).map(({ host, port }) => (port === '' ? `${host}:80` : host));
  return [process.env.OUTBOUND_ALLOWED_PRIVATE_HOSTS, ...own].filter(Boolean).join(',');
}

/**
 * @param {string} url of a database
 * @returns {string} what may be shown of it
 */
export function withoutPassword(url) {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { hostname, port, pathname } = new URL(url);
  return `postgresql://${hostname}${port && `:${port}`}${pathname}`;
}

/**
 * @param {{ databaseUrl?: string, sandboxUrl?: string }} running addresses of the stand-ins
 * @returns {string} a line for each of what can be real or stand in
 */
export function describeSettings({ databaseUrl, sandboxUrl }) {
  const { DATABASE_URL = '', REDIS_URL, OPENAI_BASE_URL } = process.env;
  const { openai, platforms } = standIns();
  const real = PLATFORMS.filter((platform) => !platforms.includes(platform));
  return [
    `  Database  ${databaseUrl ? 'embedded PostgreSQL (DATABASE_URL replaces it)' : withoutPassword(DATABASE_URL)}`,
    `  Queues    ${REDIS_URL ? 'BullMQ on Redis' : 'BullMQ on that PostgreSQL (REDIS_URL moves it to Redis)'}`,
    `  Identity  ${standIns().identity ? 'local issuer (CLERK_JWT_KEY or CLERK_SECRET_KEY replaces it)' : 'Clerk'}`,
    `  OpenAI    ${openai && sandboxUrl ? 'sandbox (OPENAI_API_KEY replaces it)' : OPENAI_BASE_URL || 'api.openai.com'}`,
    ...platforms.map(({ name, credential }) => `  ${name.padEnd(9)} sandbox (${credential} replaces it)`),
    ...real.map(({ name }) => `  ${name.padEnd(9)} the platform itself`),
  ].join('\n');
}
