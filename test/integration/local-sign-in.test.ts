import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignInLink } from '../../src/local-sign-in/sign-in-link.js';
import { runStatement } from '../support/run-statement.js';
import { errorOf, startTestApi, type TestApi } from '../support/test-api.js';

const somebody = { organizationId: 'org_local', userId: 'user_local', role: 'member' };

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});

afterAll(() => api.close());

async function newCode(): Promise<string> {
  const link = new URL(await createSignInLink(api.proxy.url, 'https://app.example.test', somebody));
  expect(`${link.origin}${link.pathname}`).toBe('https://app.example.test/sign-in');
  return link.hash.replace('#code=', '');
}

const signIn = (code: string) => api.ask('/api/local-sign-in', { stranger: true, body: { code } });

const bearer = (token: unknown) => ({ stranger: true, headers: { authorization: `Bearer ${String(token)}` } });

describe('a sign-in link', () => {
  it('begins a session of whom it was made for', async () => {
    const { status, headers, body } = await signIn(await newCode());

    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect((await api.ask('/api/brands', bearer(body.token))).status).toBe(200);
    const created = await api.ask('/api/brands', { ...bearer(body.token), body: { name: 'x' } });
    expect(errorOf(created)).toBe('403 FORBIDDEN');
  });

  it('works once, whoever is at it at the same time', async () => {
    const code = await newCode();

    const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(code)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401, 401]);
  });

  it('is of no use when it is too old, or was never made', async () => {
    const code = await newCode();
    await runStatement(api.proxy.url, `UPDATE sign_in_codes SET expires_at = now() - interval '1 second'`);

    expect(errorOf(await signIn(code))).toBe('401 UNAUTHORIZED');
    expect(errorOf(await signIn('x'.repeat(27)))).toBe('401 UNAUTHORIZED');
  });
});

describe('a session', () => {
  it('is renewed for the same person', async () => {
    const { token } = (await signIn(await newCode())).body;

    const renewed = await api.ask('/api/local-sign-in/renew', { ...bearer(token), method: 'POST' });

    expect(renewed.status).toBe(200);
    expect(renewed.body.token).not.toBe(token);
    const [before, after] = [token, renewed.body.token].map(claimsOf);
    expect([after!.sub, after!.o]).toEqual([before!.sub, before!.o]);
  });

  it('is not renewed for a stranger', async () => {
    expect(errorOf(await api.ask('/api/local-sign-in/renew', { stranger: true, method: 'POST' }))).toBe(
      '401 UNAUTHORIZED',
    );
  });
});

it('is not there where Clerk signs people in', async () => {
  const withClerk = await startTestApi({ CLERK_PUBLISHABLE_KEY: `pk_test_${btoa('clerk.example.test$')}` });
  try {
    const link = await createSignInLink(withClerk.proxy.url, 'https://app.example.test', somebody);
    const body = { code: link.split('=')[1]! };
    expect(errorOf(await withClerk.ask('/api/local-sign-in', { stranger: true, body }))).toBe('404 NOT_FOUND');
    expect(errorOf(await withClerk.ask('/api/local-sign-in/renew', { method: 'POST' }))).toBe('404 NOT_FOUND');
  } finally {
    await withClerk.close();
  }
});

function claimsOf(token: unknown): { sub: string; o: object } {
  const payload = Buffer.from(String(token).split('.')[1]!, 'base64url').toString();
  return JSON.parse(payload) as { sub: string; o: object };
}
