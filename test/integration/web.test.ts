import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, startTestApi, type TestApi } from '../support/test-api.js';

const BROWSER = { stranger: true, headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ PUBLIC_URL: 'https://app.example.test/workers' });
});

afterAll(() => api.close());

describe('the page', () => {
  it.each(['/', '/?brand=x', '/jobs', '/jobs/abc?status=FAILED', '/sign-in', '/no/such/page'])(
    'is what a browser gets at %s',
    async (path) => {
      const { status, headers, text } = await api.ask(path, BROWSER);

      expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
      expect(text).toContain('<meta name="sign-in" content="local" />');
      expect(text).toContain('<meta name="media" content="https://app.example.test" />');
    },
  );

  it('is at / for everybody', async () => {
    expect((await api.ask('/', { stranger: true })).text).toContain('<!doctype html>');
  });

  it.each(['/api', '/api/no', '/assets/no.js', '/health/no', '/media/no.jpg', '/metrics/no', '/ops/no'])(
    'is not at %s',
    async (path) => {
      const answer = await api.ask(path, BROWSER);
      expect(errorOf(answer)).toMatch(/^40[14] /);
    },
  );

  it('is not what programs get for a route that there is not', async () => {
    expect(errorOf(await api.ask('/jobs', { stranger: true }))).toBe('404 NOT_FOUND');
    expect(errorOf(await api.ask('/jobs', { ...BROWSER, method: 'POST' }))).toBe('404 NOT_FOUND');
  });

  it('may load its own files and the images of the media store, and nothing else', async () => {
    const { headers } = await api.ask('/', BROWSER);

    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https://app.example.test; " +
        "font-src 'self'; connect-src 'self'; worker-src 'none'; frame-src 'none'; base-uri 'none'; " +
        "form-action 'self'; frame-ancestors 'none'",
    );
  });
});

it('sends its files compressed, to be kept for good', async () => {
  const { text } = await api.ask('/', BROWSER);
  const script = /src="(\/assets\/index-[\w-]+\.js)"/.exec(text)?.[1];

  const { status, headers } = await api.ask(script!, { stranger: true, headers: { 'accept-encoding': 'br' } });

  expect(status).toBe(200);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'application/javascript; charset=utf-8',
  });
});

it('is small: what the first page loads is below 200 KB', async () => {
  const { text } = await api.ask('/', BROWSER);
  const files = [...text.matchAll(/(?:src|href)="(\/assets\/[\w.-]+)"/g)].map(([, path]) => path!);
  const sizes = await Promise.all(
    files.map(async (path) => {
      const { headers } = await api.ask(path, { stranger: true, headers: { 'accept-encoding': 'gzip' } });
      return Number(headers.get('content-length'));
    }),
  );

  expect(files.length).toBeGreaterThanOrEqual(3);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(200_000);
});

it('has images from the API alone where a bucket keeps them, and asks nothing of the bucket', async () => {
  const s3 = { S3_ENDPOINT: 'https://s3.example.test', S3_REGION: 'eu-1', S3_BUCKET: 'pictures' };
  const keys = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
  const withBucket = await startTestApi({ PUBLIC_URL: 'https://app.example.test', MEDIA_STORE: 's3', ...s3, ...keys });
  try {
    const policy = (await withBucket.ask('/', BROWSER)).headers.get('content-security-policy')!;

    expect(policy).toContain("img-src 'self' https://app.example.test;");
    expect(policy).not.toContain('s3.example.test');
    expect(policy).not.toContain('clerk');
  } finally {
    await withBucket.close();
  }
});

it('names the hosts of Clerk where people sign in through it', async () => {
  const publishableKey = `pk_test_${btoa('clerk.example.test$')}`;
  const withClerk = await startTestApi({ CLERK_PUBLISHABLE_KEY: publishableKey });
  try {
    const { headers, text } = await withClerk.ask('/', BROWSER);
    const policy = headers.get('content-security-policy')!;

    expect(text).toContain(`<meta name="sign-in" content="${publishableKey}" />`);
    const nonce = /<meta name="nonce" content="([\w+/=]{24})" \/>/.exec(text)?.[1];
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("script-src 'self' https://clerk.example.test https://challenges.cloudflare.com;");
    expect(policy).toContain("connect-src 'self' https://clerk.example.test;");
    expect(policy).not.toContain('unsafe');
    expect((await withClerk.ask('/', BROWSER)).text).not.toContain(nonce);
  } finally {
    await withClerk.close();
  }
});
