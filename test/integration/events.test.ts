import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import { root } from '../../scripts/lib/local-folder.mjs';
import { type EventReader, readEvents } from '../support/event-reader.js';
import { type Ask, errorOf, startTestApi, type TestApi } from '../support/test-api.js';

let one: TestApi;
let two: TestApi;
/** Around the proxy that stands before the first instance's database. */
let directUrl: string;
const readers: EventReader[] = [];
const brands = new Map<string, string>();

const settings = { ORG_MAX_UNFINISHED_JOBS: '1000', CREATE_RATE_LIMIT: '100000/60s' };

/** Another instance on the same database, which believes the same tokens. */
const startAnother = () =>
  startTestApi({
    ...settings,
    ...one.issuer.environment,
    DATABASE_URL: directUrl,
    DATABASE_DIRECT_URL: directUrl,
  });

beforeAll(async () => {
  one = await startTestApi(settings);
  const direct = new URL(inject('databaseServer'));
  direct.pathname = new URL(one.proxy.url).pathname;
  directUrl = direct.href;
  two = await startAnother();
});
afterEach(() => readers.splice(0).forEach((reader) => reader.close()));
afterAll(async () => {
  await two.close();
  await one.close();
});

const read = async (api: TestApi, path: string, { headers, ...token }: Ask = {}): Promise<EventReader> => {
  const reader = await readEvents(api.origin + path, await one.issuer.token(token), headers);
  readers.push(reader);
  return reader;
};
const ask = async (api: TestApi, path: string, { headers, ...request }: Ask = {}) =>
  api.ask(path, {
    ...request,
    stranger: true,
    headers: { authorization: `Bearer ${await one.issuer.token(request)}`, ...headers },
  });

/** Creates jobs of an organization through an instance. No worker runs them, unless a test starts one. */
async function create(api: TestApi, organization: string, count = 1): Promise<string[]> {
  let brandId = brands.get(organization);
  if (!brandId) {
    brandId = String((await ask(api, '/api/brands', { organization, body: { name: 'A brand' } })).body.id);
    brands.set(organization, brandId);
  }
  const job = { type: 'GENERATE_CONTENT', payload: { brandId, topic: 'tea', platforms: ['TWITTER'] } };
  const { status, text } = await ask(api, '/api/jobs/batch', {
    organization,
    body: { jobs: Array.from({ length: count }, () => job) },
  });
  expect([status, text]).toEqual([201, expect.any(String)]);
  return (JSON.parse(text) as { jobs: { id: string }[] }).jobs.map(({ id }) => id);
}

async function cancel(api: TestApi, organization: string, id: string): Promise<void> {
  expect((await ask(api, `/api/jobs/${id}`, { organization, method: 'DELETE' })).status).toBe(200);
}

const statusesOf = (reader: EventReader, id: string) =>
  reader.events.filter(({ job }) => job.id === id).map(({ job }) => job.status);

describe('the events of one job', () => {
  const organization = 'org_one';

  it('tell its state and each change, whichever instance makes it, and end with it', async () => {
    const [id] = await create(two, organization);
    const reader = await read(one, `/api/jobs/${id}/events`, { organization, headers: { 'x-request-id': 'req-1' } });
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-request-id': 'req-1',
      'content-security-policy': expect.any(String),
    });
    const { job } = await reader.event(id!, 'PENDING');
    expect(Object.keys(job)).toEqual(['id', 'type', 'status', 'progress', 'attempts', 'updatedAt']);
    await cancel(two, organization, id!);
    await reader.body;
    expect(statusesOf(reader, id!)).toEqual(['PENDING', 'CANCELLED']);
  });

  it('are one, and the end, where it has ended', async () => {
    const [id] = await create(one, organization);
    await cancel(one, organization, id!);
    const reader = await read(one, `/api/jobs/${id}/events`, { organization });
    await reader.body;
    expect(statusesOf(reader, id!)).toEqual(['CANCELLED']);
  });

  it('are not there without the job, for another organization, or without a token', async () => {
    const [id] = await create(one, organization);
    const path = `/api/jobs/${id}/events`;
    expect(errorOf(await ask(one, '/api/jobs/unknown/events', { organization }))).toBe('404 NOT_FOUND');
    expect(errorOf(await ask(one, path, { organization: 'org_other' }))).toBe('404 NOT_FOUND');
    expect(errorOf(await one.ask(path, { stranger: true }))).toBe('401 UNAUTHORIZED');
    expect(errorOf(await ask(one, `${path}?x=1`, { organization }))).toBe('400 VALIDATION_ERROR');
  });

  it('answer HEAD with the headers alone', async () => {
    const [id] = await create(one, organization);
    const answer = await ask(one, `/api/jobs/${id}/events`, { organization, method: 'HEAD' });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it('tell what a worker does in another process', async () => {
    const worker = fork(join(root, 'dist/src/worker.js'), {
      env: { PATH: process.env.PATH, DATABASE_URL: directUrl, HEALTH_PORT: '0', LOG_LEVEL: 'fatal' },
    });
    const gone = once(worker, 'exit');
    await once(worker, 'message');
    const [id] = await create(one, 'org_worker');
    const reader = await read(two, `/api/jobs/${id}/events`, { organization: 'org_worker' });
    await reader.body;
    // Without a key for OpenAI it cannot do its work.
    expect(reader.events.at(-1)?.job).toMatchObject({ id, status: 'FAILED', attempts: 1 });
    worker.kill('SIGTERM');
    await gone;
  });
});

describe('the events of an organization', () => {
  it('begin with what has not ended, go on with each change, and are nobody else’s', async () => {
    const organization = 'org_all';
    const [first, ended] = await create(one, organization, 2);
    await cancel(one, organization, ended!);
    const stranger = await read(one, '/api/events', { organization: 'org_stranger' });
    const reader = await read(one, '/api/events', { organization });
    await reader.event(first!, 'PENDING');
    const [second] = await create(two, organization);
    await cancel(two, organization, first!);
    await Promise.all([reader.event(second!, 'PENDING'), reader.event(first!, 'CANCELLED')]);
    expect(statusesOf(reader, ended!)).toEqual([]);
    const [own] = await create(two, 'org_stranger');
    await stranger.event(own!, 'PENDING');
    expect(new Set(stranger.events.map(({ job }) => job.id))).toEqual(new Set([own]));
  });

  it('reach many readers on several instances', async () => {
    const organization = 'org_many';
    const [id] = await create(one, organization);
    const many = await Promise.all(
      Array.from({ length: 100 }, (_, index) => read(index % 2 ? one : two, '/api/events', { organization })),
    );
    await Promise.all(many.map((reader) => reader.event(id!, 'PENDING')));
    await cancel(one, organization, id!);
    const heard = await Promise.all(many.map((reader) => reader.event(id!, 'CANCELLED')));
    expect(new Set(heard.map(({ job }) => job.updatedAt)).size).toBe(1);
  });

  it('resume with what ended in between, and with what has not', async () => {
    const organization = 'org_resume';
    const [before, open, ...during] = await create(one, organization, 100);
    during.push(...(await create(one, organization, 100)), ...(await create(one, organization, 100)));
    const reader = await read(one, '/api/events', { organization });
    await cancel(one, organization, before!);
    const { id: lastEventId } = await reader.event(before!, 'CANCELLED');
    reader.close();
    for (let at = 0; at < during.length; at += 50)
      await Promise.all(during.slice(at, at + 50).map((id) => cancel(one, organization, id)));

    const resumed = await read(two, '/api/events', { organization, headers: { 'last-event-id': lastEventId } });
    await resumed.event(open!, 'PENDING');
    expect(during.filter((id) => statusesOf(resumed, id).join() !== 'CANCELLED')).toEqual([]);
  });

  it('resume with a change whose transaction began before the last event and ended after it', async () => {
    const organization = 'org_late';
    const [late, early] = await create(one, organization, 2);
    const reader = await read(one, '/api/events', { organization });
    await reader.event(early!, 'PENDING');
    let lastEventId = '';
    await one.app.get(Database).transaction(async (sql) => {
      await sql.query(
        `UPDATE jobs SET status = 'CANCELLED', completed_at = clock_timestamp(), updated_at = clock_timestamp() WHERE id = $1`,
        [late],
      );
      await cancel(one, organization, early!);
      lastEventId = (await reader.event(early!, 'CANCELLED')).id;
      reader.close();
    });
    const resumed = await read(one, '/api/events', { organization, headers: { 'last-event-id': lastEventId } });
    expect((await resumed.event(late!, 'CANCELLED')).job.status).toBe('CANCELLED');
  });

  it.each(['0', 'abc', '1-', '1-9999999999999999999'])('cannot be resumed after %s', async (id) => {
    const answer = await ask(one, '/api/events', { headers: { 'last-event-id': id } });
    expect(errorOf(answer)).toBe('400 VALIDATION_ERROR');
  });

  it('catch up after the database was away', async () => {
    const organization = 'org_away';
    const [id] = await create(two, organization);
    const reader = await read(one, '/api/events', { organization });
    await reader.event(id!, 'PENDING');
    one.proxy.cut();
    try {
      await cancel(two, organization, id!);
      expect(errorOf(await ask(one, '/api/events', { organization }))).toBe('503 UNAVAILABLE');
    } finally {
      one.proxy.mend();
    }
    await reader.event(id!, 'CANCELLED');
  });

  it('end when the token does', async () => {
    const exp = Math.floor(Date.now() / 1000) + 2;
    const reader = await read(one, '/api/events', { organization: 'org_expiry', claims: { exp } });
    await reader.body;
    expect(Date.now()).toBeGreaterThanOrEqual(exp * 1000 - 10);
  });

  it('end when the instance stops', async () => {
    const stopping = await startAnother();
    const reader = await read(stopping, '/api/events');
    await stopping.close();
    expect(await reader.body).toMatch(/^retry: \d+\n\n/);
  });
});
