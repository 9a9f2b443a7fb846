import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import { announceWorker } from '../../src/core/queue/repository/workers.js';
import { openOrganization } from '../support/test-organization.js';
import { type Ask, errorOf, startTestApi, type TestApi } from '../support/test-api.js';
import { PATIENCE } from '../support/patience.js';

const TOKEN = 'a-token-for-operators';
const QUEUE = 'content-generation';

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ OPS_TOKEN: TOKEN });
});
afterAll(() => api.close());

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const post = (action: string, authorization?: string, request: Ask = {}) =>
  api.ask(`/ops/queues/${action}`, {
    method: 'POST',
    stranger: true,
    ...request,
    headers: { ...(authorization && { authorization }), ...request.headers },
  });

describe('the ops routes', () => {
  it.each([`Bearer ${TOKEN}`, `bearer  ${TOKEN}`, basic(`ops:${TOKEN}`), basic(`:${TOKEN}`)])(
    'open to %s',
    async (authorization) => {
      const { status, body } = await post(`${QUEUE}/resume`, authorization);
      expect([status, body]).toEqual([200, { name: QUEUE, paused: false }]);
    },
  );

  it.each([
    undefined,
    'Bearer',
    'Bearer wrong',
    `Bearer ${TOKEN}x`,
    `Token ${TOKEN}`,
    TOKEN,
    basic('ops:wrong'),
    basic(TOKEN),
    basic(`${TOKEN}:`),
    'Basic !',
  ])('stay shut to %s', async (authorization) => {
    const answer = await post(`${QUEUE}/pause`, authorization);
    expect(errorOf(answer)).toBe('401 UNAUTHORIZED');
    expect(answer.headers.get('www-authenticate')).toMatch(/Basic realm="ops".*Bearer/);
  });

  it('stay shut to a session, and before anything else is looked at', async () => {
    expect(errorOf(await post(`${QUEUE}/pause`, `Bearer ${await api.issuer.token()}`))).toBe('401 UNAUTHORIZED');
    const large = { body: { a: 'x'.repeat(300 * 1024) } };
    expect(errorOf(await post(`${QUEUE}/pause?x=1`, undefined, large))).toBe('401 UNAUTHORIZED');
  });

  it('refuse what they do not know', async () => {
    const answer = await post('nothing/pause', `Bearer ${TOKEN}`);
    expect(errorOf(answer)).toBe('404 NOT_FOUND');
    expect(answer.body.details).toEqual({ resource: 'queue' });
    expect(errorOf(await post('nothing/resume', `Bearer ${TOKEN}`))).toBe('404 NOT_FOUND');
    expect(errorOf(await post(`${QUEUE}/pause`, `Bearer ${TOKEN}`, { body: { a: 1 } }))).toBe('400 VALIDATION_ERROR');
    expect(errorOf(await post('%00/pause', `Bearer ${TOKEN}`))).toBe('400 VALIDATION_ERROR');
  });

  it('are not there without the setting', async () => {
    const other = await startTestApi({ OPS_TOKEN: '' });
    try {
      const request = { method: 'POST', stranger: true, headers: { authorization: 'Bearer undefined' } };
      expect(errorOf(await other.ask(`/ops/queues/${QUEUE}/pause`, request))).toBe('404 NOT_FOUND');
    } finally {
      await other.close();
    }
  });
});

it('a paused queue takes back what no worker has started, and hands it out again when it is resumed', async () => {
  const database = api.app.get(Database);
  const own = await openOrganization(api);
  const id = await own.create();
  const running = await own.create();
  await own.start(running);
  await database.query(
    `UPDATE engine.unfinished SET phase = 'w', token = 1, dispatched_at = clock_timestamp() WHERE job_id = $1`,
    [id],
  );

  expect((await post(`${QUEUE}/pause`, `Bearer ${TOKEN}`)).body).toEqual({ name: QUEUE, paused: true });
  expect((await own.ask(`/api/jobs/${id}/why`)).body).toMatchObject({ reason: 'QUEUE_PAUSED', status: 'PENDING' });
  expect(await database.query('SELECT phase FROM engine.unfinished WHERE job_id = $1', [id])).toEqual([{ phase: 'r' }]);
  expect((await own.ask(`/api/jobs/${running}/why`)).body).toMatchObject({ reason: 'RUNNING' });

  await announceWorker(database, 'worker_a', [{ name: QUEUE, concurrency: 1 }]);
  await post(`${QUEUE}/resume`, `Bearer ${TOKEN}`);
  await expect
    .poll(async () => database.query('SELECT phase FROM engine.unfinished WHERE job_id = $1', [id]), PATIENCE)
    .toEqual([{ phase: 'w' }]);
});
