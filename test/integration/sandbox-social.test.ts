import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { json, startTestSandbox, type TestSandbox } from '../support/sandbox.js';
import { PATIENCE } from '../support/patience.js';

const HOUR_MS = 3_600_000;
const version = new Date(Date.now() - 60 * 24 * HOUR_MS).toISOString().slice(0, 7).replace('-', '');

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());

/** What the tests do alike on each platform. */
const PLATFORMS = {
  x: {
    publish: (token: string, text: string, signal?: AbortSignal) =>
      sandbox.call('/2/tweets', request(token, { text }, signal)),
    read: (token: string) => sandbox.call('/2/users/me', { headers: { authorization: `Bearer ${token}` } }),
    expired: { title: 'Unauthorized', status: 401 },
    throttled: { title: 'Too Many Requests', type: 'about:blank' },
    duplicate: [403, { detail: 'You are not allowed to create a Tweet with duplicate content.' }],
    refused: [403, { detail: 'You are not permitted to perform this action.' }],
  },
  linkedin: {
    publish: (token: string, commentary: string, signal?: AbortSignal) => {
      const distribution = { feedDistribution: 'MAIN_FEED' };
      const author = `urn:li:organization:${token.length}`;
      const post = { author, commentary, visibility: 'PUBLIC', distribution, lifecycleState: 'PUBLISHED' };
      return sandbox.call('/rest/posts', request(token, post, signal));
    },
    read: (token: string) => sandbox.call('/v2/userinfo', { headers: { authorization: `Bearer ${token}` } }),
    expired: { code: 'EXPIRED_ACCESS_TOKEN', serviceErrorCode: 65602 },
    throttled: { message: expect.stringContaining(' DAY limit'), serviceErrorCode: 101 },
    duplicate: [422, { message: expect.stringMatching(/duplicate of urn:li:share:\d+/) }],
    refused: [422, { message: expect.any(String) }],
  },
} as const;

function request(token: string, value: object, signal?: AbortSignal): RequestInit {
  const { headers, body } = json(value);
  const own = { 'linkedin-version': version, 'x-restli-protocol-version': '2.0.0' };
  return {
    method: 'POST',
    headers: { ...headers, ...own, authorization: `Bearer ${token}` },
    body,
    ...(signal && { signal }),
  };
}
const textOf = () => `Text ${randomUUID()}`;
const logged = async (text: string) => (await sandbox.effects()).filter((effect) => effect.text === text);

describe.each(['x', 'linkedin'] as const)('faults of %s', (service) => {
  const { publish, read, expired, throttled, duplicate, refused } = PLATFORMS[service];
  const token = 'secret-of-an-account';

  it('answer with a status, as often as was said', async () => {
    await sandbox.set('faults', { service, status: 503, times: 1 });
    const text = textOf();
    expect((await publish(token, text)).status).toBe(503);
    expect(await logged(text)).toEqual([]);
    expect((await publish(token, text)).status).toBe(201);
  });

  it('throttle', async () => {
    await sandbox.set('faults', { service, status: 429 });
    const answer = await publish(token, textOf());
    expect([answer.status, answer.body]).toMatchObject([429, throttled]);
  });

  it('drop the connection after the post is out', async () => {
    await sandbox.set('faults', { service, dropAfterAccept: true, times: 1 });
    const text = textOf();
    await expect(publish(token, text)).rejects.toThrow('fetch failed');
    expect(await logged(text)).toMatchObject([{ service, kind: 'post', text }]);
    expect((await publish(token, text)).status).toBe(duplicate[0]);
  });

  it('hang after the post is out', async () => {
    await sandbox.set('faults', { service, hangAfterAccept: true });
    const [text, call] = [textOf(), new AbortController()];
    const answer = publish(token, text, call.signal);
    await expect.poll(() => logged(text), PATIENCE).toHaveLength(1);
    call.abort();
    await expect(answer).rejects.toThrow('aborted');
  });

  it('answer late', async () => {
    await sandbox.set('faults', { service, latencyMs: 150 });
    const begun = performance.now();
    expect((await publish(token, textOf())).status).toBe(201);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(145);
  });

  it('call a token expired', async () => {
    await sandbox.set('faults', { service, tokenExpired: true, times: 1 });
    const answer = await read(token);
    expect([answer.status, answer.body]).toMatchObject([401, expired]);
    expect((await read(token)).status).toBe(200);
  });

  it.each([
    ['duplicate', duplicate],
    ['refuse', refused],
  ] as const)('%s: posts only, and nothing is out', async (name, [status, body]) => {
    await sandbox.set('faults', { service, [name]: true, times: 1 });
    expect((await read(token)).status).toBe(200);
    const text = textOf();
    const answer = await publish(token, text);
    expect([answer.status, answer.body]).toMatchObject([status, body]);
    expect(await logged(text)).toEqual([]);
    expect((await publish(token, text)).status).toBe(201);
  });

  it('leave other services alone', async () => {
    await sandbox.set('faults', { service: service === 'x' ? 'linkedin' : 'x', status: 500 });
    expect((await publish(token, textOf())).status).toBe(201);
  });

  it('never show a token in the log', async () => {
    await publish(token, textOf());
    expect(JSON.stringify(await sandbox.effects())).not.toContain(token);
  });
});

describe('the planted rule', () => {
  const likesOf = async (token: string, ids: readonly string[]) => {
    const path = `/2/tweets?ids=${ids.join(',')}&tweet.fields=public_metrics`;
    const { body } = await sandbox.call(path, { headers: { authorization: `Bearer ${token}` } });
    return (body!.data as { public_metrics: { like_count: number } }[]).map((post) => post.public_metrics.like_count);
  };

  it('multiplies what matching posts get, until it is cleared', async () => {
    const token = randomUUID();
    const ids: string[] = [];
    for (const text of ['Ready?', 'Ready.'])
      ids.push(((await PLATFORMS.x.publish(token, text)).body!.data as { id: string }).id);
    await sandbox.set('clock', { offsetMs: 100 * HOUR_MS });
    const [question, statement] = await likesOf(token, ids);
    await sandbox.set('rule', { question: true, factor: 3 });
    const [boosted, same] = await likesOf(token, ids);
    expect(boosted).toBeGreaterThanOrEqual(3 * question!);
    expect(boosted).toBeLessThanOrEqual(3 * question! + 3);
    expect(same).toBe(statement);
    await sandbox.set('rule', { question: true, factor: 3, until: new Date(Date.now() - HOUR_MS).toISOString() });
    expect(await likesOf(token, ids)).toEqual([question, statement]);
    await sandbox.set('rule', { question: true, factor: 3 });
    await sandbox.call('/__sandbox/rule', { method: 'DELETE' });
    expect(await likesOf(token, ids)).toEqual([question, statement]);
  });

  it.each([
    {},
    { factor: 0 },
    { factor: 2, hour: 24 },
    { factor: 2, colour: 'red' },
    { factor: 11 },
    { factor: 2, until: 'soon' },
  ])('refuses %j', async (rule) => {
    const answer = await sandbox.call('/__sandbox/rule', { method: 'PUT', ...json(rule) });
    expect([answer.status, answer.body]).toEqual([400, { error: expect.any(String) }]);
  });
});
