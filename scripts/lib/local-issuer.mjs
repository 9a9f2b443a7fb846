/** The issuer of this machine: session tokens and sign-in links as the API believes them. Needs the build. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { issuerKey } from './issuer-key.mjs';
import { root } from './local-folder.mjs';
import { publicUrl } from './settings.mjs';
import { StepError } from './steps.mjs';

/**
 * @typedef {object} Identity
 * @property {string} organization
 * @property {string} user
 * @property {string} role with or without `org:`
 */

/** Whom the demo is for. @type {Identity} */
export const DEMO = { organization: 'org_demo', user: 'user_demo', role: 'admin' };

/** @param {Identity} identity */
const asClaims = ({ organization, user, role }) => ({
  organizationId: organization,
  userId: user,
  role: role.replace(/^org:/, ''),
});

/**
 * @param {Identity} identity
 * @param {number} ttlSeconds
 * @returns {Promise<string>} a session token
 */
export async function issueToken(identity, ttlSeconds) {
  /** @type {typeof import('../../src/local-sign-in/local-issuer.js')} */
  const { LocalIssuer } = await fromBuild('local-sign-in/local-issuer.js');
  return new LocalIssuer(issuerKey(), publicUrl(), publicUrl()).issue(asClaims(identity), ttlSeconds);
}

/**
 * @param {string} databaseUrl
 * @param {Identity} identity
 * @returns {Promise<string>} a link that signs in to the dashboard once
 */
export async function createSignInLink(databaseUrl, identity) {
  /** @type {typeof import('../../src/local-sign-in/sign-in-link.js')} */
  const link = await fromBuild('local-sign-in/sign-in-link.js');
  return link.createSignInLink(databaseUrl, publicUrl(), asClaims(identity));
}

/** @param {string} path within src/ */
function fromBuild(path) {
  const file = join(root, 'dist/src', path);
  if (!existsSync(file)) throw new StepError('The build is missing: run "npm run build", or "npm start".');
  return import(file);
}
