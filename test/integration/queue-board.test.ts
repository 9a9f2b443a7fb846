import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobRegistry } from '../../src/core/queue/job-registry.js';
import { QueueTransport } from '../../src/core/queue/queue-transport.js';
import { backends } from '../support/engine.js';
import { openRedis, type TestRedis } from '../support/redis.js';
import { type Answer, errorOf, startTestApi, type TestApi } from '../support/test-api.js';

const TOKEN = 'a-token-for-operators';
const QUEUE = 'content-generation';

/** What tests read of bull-board's answer. */
interface Board {
  queues: {
    name: string;
    readOnlyMode: boolean;
    jobs: { id: string; data: object }[];
    counts: Record<string, number>;
  }[];
}

describe.each(backends)('the board of queues on $name', ({ redisUrl }) => {
  let api: TestApi;
  let redis: TestRedis | null;
  const entry = { jobId: 'job', token: 7n };

  beforeAll(async () => {
    redis = redisUrl === null ? null : await openRedis(redisUrl);
    api = await startTestApi({ OPS_TOKEN: TOKEN, ...(redis && { REDIS_URL: redis.url }) });
    await api.app.get(QueueTransport).add(QUEUE, [entry]);
  });
  afterAll(async () => {
    await api.app.get(QueueTransport).remove(QUEUE, [entry]);
    await api.close();
    await redis?.stop();
  });

  const ask = (path: string, method = 'GET'): Promise<Answer> =>
    api.ask(`/ops/queues${path}`, { method, stranger: true, headers: { authorization: `Bearer ${TOKEN}` } });

  it('is a page whose scripts are our own', async () => {
    const { status, headers, text } = await ask('');

    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*script-src-attr 'none'/);
    const scripts = [...text.matchAll(/<script defer src="([^"]+)"/g)].map(([, path]) => path!);
    expect(scripts).not.toEqual([]);
    for (const script of scripts) expect((await ask(`/${script}`)).status).toBe(200);
  });

  it('shows what the window of each queue holds, by ids', async () => {
    const { queues } = (await ask(`/api/queues?activeQueue=${QUEUE}&status=latest&page=1&jobsPerPage=10`))
      .body as unknown as Board;

    expect(queues.map(({ name }) => name).sort()).toEqual(
      api.app
        .get(JobRegistry)
        .queues.map(({ name }) => name)
        .sort(),
    );
    expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
    const own = queues.find(({ name }) => name === QUEUE)!;
    expect(own.counts.waiting).toBe(1);
    expect(own.jobs).toMatchObject([{ id: 'job-7', data: { jobId: 'job', token: '7' } }]);
    expect((await ask('/api/redis/stats')).status).toBe(200);
  });

  it.each([
    ['PUT', `/api/queues/${QUEUE}/pause`],
    ['PUT', `/api/queues/${QUEUE}/empty`],
    ['PUT', `/api/queues/${QUEUE}/obliterate`],
    ['POST', `/api/queues/${QUEUE}/add`],
    ['PUT', `/api/queues/${QUEUE}/job-7/clean`],
    ['PUT', '/api/queues/pause'],
  ])('has no %s %s', async (method, path) => {
    expect(errorOf(await ask(path, method))).toBe('404 NOT_FOUND');
  });

  it('answers errors in the one shape', async () => {
    expect(errorOf(await ask('/static/js/none.js'))).toBe('404 NOT_FOUND');
    expect((await ask('/api/queues/none/job')).status).toBe(404);
  });

  it.each(['', '/', '/api/queues', '/queue/content-generation', '/static/js/none.js', '/../queues/api/queues'])(
    'is shut to strangers at %s',
    async (path) => {
      for (const authorization of [undefined, 'Bearer wrong', `Bearer ${await api.issuer.token()}`]) {
        const answer = await api.ask(`/ops/queues${path}`, {
          stranger: true,
          headers: { ...(authorization && { authorization }) },
        });
        expect(errorOf(answer)).toBe('401 UNAUTHORIZED');
        expect(answer.headers.get('www-authenticate')).toContain('Basic');
      }
    },
  );
});

it('is not there without the setting', async () => {
  const api = await startTestApi({ OPS_TOKEN: '' });
  try {
    for (const path of ['', '/', '/api/queues'])
      expect(errorOf(await api.ask(`/ops/queues${path}`, { stranger: true }))).toBe('404 NOT_FOUND');
  } finally {
    await api.close();
  }
});
