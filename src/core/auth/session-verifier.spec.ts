import { createSecretKey, type KeyObject, generateKeyPairSync } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigError, loadConfig } from '../config/config.js';
import { SessionVerifier } from './session-verifier.js';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();

const environment = {
  DATABASE_URL: 'postgres://localhost/none',
  CLERK_JWT_KEY: publicPem,
  CLERK_ISSUER: 'https://clerk.example.test',
  CLERK_AUTHORIZED_PARTIES: 'https://app.example.test',
};

const nowSeconds = () => Math.floor(Date.now() / 1000);

function claims(changes: JWTPayload = {}): JWTPayload {
  const now = nowSeconds();
  return {
    iss: environment.CLERK_ISSUER,
    azp: environment.CLERK_AUTHORIZED_PARTIES,
    sub: 'user_1',
    sid: 'sess_1',
    iat: now,
    nbf: now,
    exp: now + 60,
    v: 2,
    o: { id: 'org_1', rol: 'admin', slg: 'one' },
    ...changes,
  };
}

function sign(payload: JWTPayload, key: KeyObject = keys.privateKey, alg = 'RS256'): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg, typ: 'JWT', kid: 'ins_1' }).sign(key);
}

const version1 = (role: string) => claims({ v: undefined, o: undefined, org_id: 'org_1', org_role: role });

describe('SessionVerifier', () => {
  let verifier: SessionVerifier;
  beforeEach(() => {
    verifier = new SessionVerifier(loadConfig(environment));
  });

  it.each([
    ['version 2, admin', claims(), { organizationId: 'org_1', role: 'admin' }],
    ['version 2, member', claims({ o: { id: 'org_1', rol: 'member' } }), { organizationId: 'org_1', role: 'member' }],
    [
      'version 2, custom role',
      claims({ o: { id: 'org_1', rol: 'billing' } }),
      { organizationId: 'org_1', role: 'member' },
    ],
    ['version 2, no organization', claims({ o: undefined, org_id: 'org_1' }), { organizationId: null, role: 'member' }],
    ['version 1, admin', version1('org:admin'), { organizationId: 'org_1', role: 'admin' }],
    ['version 1, member', version1('org:member'), { organizationId: 'org_1', role: 'member' }],
    ['expired within the 5 s of skew', claims({ exp: nowSeconds() - 3 }), { organizationId: 'org_1', role: 'admin' }],
  ])('accepts %s', async (_name, payload, expected) => {
    const token = await sign(payload);
    expect(await verifier.verify(`bEaReR ${token}`)).toEqual({
      userId: 'user_1',
      expiresAt: new Date(Number(payload.exp) * 1000),
      ...expected,
    });
  });

  it.each([
    ['an expired token', claims({ exp: nowSeconds() - 30 })],
    ['a token that is not active yet', claims({ nbf: nowSeconds() + 60 })],
    ['another authorized party', claims({ azp: 'https://evil.example.test' })],
    ['no authorized party', claims({ azp: undefined })],
    ['another issuer', claims({ iss: 'https://evil.example.test' })],
    ['no issuer', claims({ iss: undefined })],
    ['a pending session', claims({ sts: 'pending' })],
    ['an unknown version', claims({ v: 3 })],
    ['no user', claims({ sub: '' })],
  ])('refuses %s', async (_name, payload) => {
    const token = await sign(payload);
    await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
  });

  it.each([
    ['none', undefined],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['no token', 'Bearer '],
    ['garbage', 'Bearer abc.def.ghi'],
    ['more than 8 KiB', `Bearer ${'a'.repeat(8193)}`],
  ])('refuses a header with %s', async (_name, header) => {
    await expect(verifier.verify(header)).rejects.toMatchObject({ status: 401 });
  });

  it('refuses other keys and algorithms', async () => {
    const [header, payload, signature] = (await sign(claims())).split('.') as [string, string, string];
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const forged = [
      await sign(claims(), otherKeys.privateKey),
      await sign(claims(), createSecretKey(Buffer.from(publicPem)), 'HS256'),
      `${none}.${payload}.`,
      `${header}.${Buffer.from(JSON.stringify(claims({ sub: 'user_2' }))).toString('base64url')}.${signature}`,
    ];
    for (const token of forged) await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject({ status: 401 });
  });

  it('forgets a verified token when it expires', async () => {
    const token = await sign(claims());
    const first = await verifier.verify(`Bearer ${token}`);
    expect(await verifier.verify(`Bearer ${token}`)).toBe(first);
    vi.useFakeTimers({ now: Date.now() + 120_000, toFake: ['Date'] });
    try {
      await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject({ status: 401 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes a key whose line breaks an environment file has spelled out', async () => {
    const escaped = loadConfig({ ...environment, CLERK_JWT_KEY: publicPem.replaceAll('\n', '\\n') });
    const session = await new SessionVerifier(escaped).verify(`Bearer ${await sign(claims())}`);
    expect(session.userId).toBe('user_1');
  });

  it.each([
    ['CLERK_JWT_KEY (or CLERK_SECRET_KEY)', 'CLERK_JWT_KEY'],
    ['CLERK_ISSUER', 'CLERK_ISSUER'],
    ['CLERK_AUTHORIZED_PARTIES', 'CLERK_AUTHORIZED_PARTIES'],
  ])('does not start without %s', (named, missing) => {
    const start = () => new SessionVerifier(loadConfig({ ...environment, [missing]: undefined }));
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(named);
  });
});
