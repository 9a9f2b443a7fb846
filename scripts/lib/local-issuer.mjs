/** Session tokens as Clerk signs them, by a key pair of this machine's own. Needs `jose`: import it after the install. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { keepLocal } from './local-folder.mjs';

const KEY_FILE = 'issuer-key.pem';

/** @returns {string} PEM of the private key, made when there is none */
const privateKey = () =>
  keepLocal(KEY_FILE, () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  });

/** @returns {string} PEM, for CLERK_JWT_KEY */
export const issuerPublicKey = () => createPublicKey(privateKey()).export({ type: 'spki', format: 'pem' }).toString();

/**
 * A session token in Clerk's version 2 (claims: clerk.com/docs/backend-requests/resources/session-tokens).
 * @param {object} options
 * @param {string} options.publicUrl issuer and authorized party
 * @param {string} options.organization
 * @param {string} options.user
 * @param {string} options.role with or without `org:`
 * @param {number} options.ttlSeconds
 * @returns {Promise<string>}
 */
export async function issueToken({ publicUrl, organization, user, role, ttlSeconds }) {
  const key = privateKey();
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    v: 2,
    sub: user,
    sid: `sess_${randomBytes(12).toString('hex')}`,
    iss: publicUrl,
    azp: publicUrl,
    iat: now,
    nbf: now,
    exp: now + ttlSeconds,
    jti: randomBytes(10).toString('hex'),
    // Minutes since the first factor was verified; -1: there is no second one.
    fva: [0, -1],
    o: { id: organization, rol: role.replace(/^org:/, ''), slg: organization.replace(/^org_/, '') },
  };
  const kid = `ins_${createHash('sha256').update(issuerPublicKey()).digest('hex').slice(0, 24)}`;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(createPrivateKey(key));
}
