/** The key pair of this machine's issuer. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { keepLocal } from './local-folder.mjs';

const KEY_FILE = 'issuer-key.pem';

/** @returns {string} PEM of the private key, made when there is none */
export const issuerKey = () =>
  keepLocal(KEY_FILE, () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  });

/** @returns {string} PEM, for CLERK_JWT_KEY */
export const issuerPublicKey = () => createPublicKey(issuerKey()).export({ type: 'spki', format: 'pem' }).toString();
