import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';

/** Whom a token is for. */
export interface LocalIdentity {
  organizationId: string;
  userId: string;
  /** Clerk's name of it without `org:`. */
  role: string;
}

/** Signs session tokens as Clerk does, version 2 (clerk.com/docs, "Session tokens"), with a key of one's own. */
export class LocalIssuer {
  private readonly key: KeyObject;
  private readonly keyId: string;

  /**
   * @param pem private RSA key
   * @param issuer `iss` of the tokens
   * @param party `azp` of the tokens
   */
  constructor(
    pem: string,
    private readonly issuer: string,
    private readonly party: string,
  ) {
    this.key = createPrivateKey(pem);
    this.keyId = `ins_${createHash('sha256').update(this.publicKey()).digest('hex').slice(0, 24)}`;
  }

  /** @returns PEM, for CLERK_JWT_KEY */
  publicKey(): string {
    return createPublicKey(this.key).export({ type: 'spki', format: 'pem' }).toString();
  }

  /** A token that is valid from now on for so long. */
  issue({ organizationId, userId, role }: LocalIdentity, ttlSeconds: number): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      v: 2,
      sub: userId,
      sid: `sess_${randomBytes(12).toString('hex')}`,
      iss: this.issuer,
      azp: this.party,
      iat: now,
      nbf: now,
      exp: now + ttlSeconds,
      jti: randomBytes(10).toString('hex'),
      // Minutes since the first factor was verified; -1: there is no second one.
      fva: [0, -1],
      o: { id: organizationId, rol: role, slg: organizationId.replace(/^org_/, '') },
    };
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: this.keyId }).sign(this.key);
  }
}
