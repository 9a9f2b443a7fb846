import { generateKeyPairSync } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';

/** What a token says of its bearer; the rest is as Clerk has it. */
export interface TokenOptions {
  user?: string;
  /** null: no active organization */
  organization?: string | null;
  role?: string;
  claims?: JWTPayload;
}

/** A stand-in for Clerk with a key pair of its own. */
export interface TokenIssuer {
  /** The settings with which the API believes its tokens, and issues the like. */
  readonly environment: Record<
    'CLERK_JWT_KEY' | 'CLERK_ISSUER' | 'CLERK_AUTHORIZED_PARTIES' | 'LOCAL_ISSUER_KEY',
    string
  >;
  token(options?: TokenOptions): Promise<string>;
}

const ISSUER = 'https://clerk.example.test';
const PARTY = 'https://app.example.test';

/** Signs session tokens of Clerk's version 2, valid for an hour. */
export function createTokenIssuer(): TokenIssuer {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    environment: {
      LOCAL_ISSUER_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      CLERK_JWT_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      CLERK_ISSUER: ISSUER,
      CLERK_AUTHORIZED_PARTIES: PARTY,
    },
    token({ user = 'user_1', organization = 'org_1', role = 'admin', claims } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const active = organization === null ? {} : { o: { id: organization, rol: role } };
      const all = {
        iss: ISSUER,
        azp: PARTY,
        sub: user,
        sid: 'sess_1',
        v: 2,
        iat: now,
        nbf: now,
        exp: now + 3600,
        ...active,
      };
      return new SignJWT({ ...all, ...claims })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'ins_1' })
        .sign(privateKey);
    },
  };
}
