import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import { type WebhookPolicy, webhookPolicy } from '../../src/webhooks/webhook-policy.js';
import { webhookEvents } from '../../src/webhooks/webhook-events.js';
import { eventually } from '../support/engine.js';
import { newKey } from '../support/platform-accounts.js';
import { errorOf, startTestApi, type TestApi } from '../support/test-api.js';
import { failure, issuesOf, openOrganization, type TestOrganization } from '../support/test-organization.js';
import { openReceiver, type Received, type Receiver, startWebhookWorker } from '../support/webhooks.js';

interface Endpoint {
  id: string;
  secret: string;
}

interface Delivery {
  id: string;
  event: string;
  status: string;
  attempts: number;
  nextAttemptAt: string | null;
  lastStatus: number | null;
  lastError: string | null;
}

/** So short that a test can wait for it; what it says of the order of things is the product's. */
const impatient: WebhookPolicy = {
  ...webhookPolicy,
  retryDelaysMs: Array.from({ length: 50 }, () => 20),
  breakerDelaysMs: [20, 40],
};

let api: TestApi;
let worker: INestApplicationContext;
let receiver: Receiver;
let other: Receiver;
let organization: TestOrganization;
let database: Database;
const policy: { -readonly [Key in keyof WebhookPolicy]: WebhookPolicy[Key] } = { ...impatient };

beforeAll(async () => {
  [receiver, other] = await Promise.all([openReceiver(), openReceiver()]);
  const TOKEN_ENCRYPTION_KEYS = newKey('k1');
  api = await startTestApi({ TOKEN_ENCRYPTION_KEYS, ORG_MAX_UNFINISHED_JOBS: '30', CREATE_RATE_LIMIT: '10000/60s' });
  database = api.app.get(Database);
  const settings = {
    DATABASE_URL: api.proxy.url,
    TOKEN_ENCRYPTION_KEYS,
    OUTBOUND_ALLOWED_PRIVATE_HOSTS: `127.0.0.1:${receiver.port}`,
  };
  worker = await startWebhookWorker(settings, policy);
});

afterAll(async () => {
  await worker?.close();
  await api?.close();
  await Promise.all([receiver, other].map((each) => each?.close()));
});

beforeEach(async () => {
  organization = await openOrganization(api);
  Object.assign(receiver, { status: 204, location: '' });
  receiver.received.length = 0;
  Object.assign(policy, impatient);
});

/** What a test leaves unsent is nobody's business afterwards. */
afterEach(() => database.query('DELETE FROM webhook_endpoints'));

async function addEndpoint(over: object = {}): Promise<Endpoint> {
  const answer = await organization.ask('/api/webhooks', {
    body: { url: receiver.url, events: webhookEvents, ...over },
  });
  expect(answer.status).toBe(201);
  return answer.body as unknown as Endpoint;
}

async function deliveriesOf({ id }: Endpoint): Promise<Delivery[]> {
  const answer = await organization.ask(`/api/webhooks/${id}/deliveries?limit=100`, { role: 'member' });
  expect(answer.status).toBe(200);
  return answer.body.deliveries as Delivery[];
}

const inspect = (delivery: Delivery, wanted: Partial<Delivery>): boolean =>
  Object.entries(wanted).every(([field, value]) => delivery[field as keyof Delivery] === value);

/** Resolves when there are `count` deliveries, all of them like that. */
const deliveriesBecome = (endpoint: Endpoint, count: number, wanted: Partial<Delivery>): Promise<Delivery[]> =>
  eventually(
    async () => {
      const all = await deliveriesOf(endpoint);
      return all.length === count && all.every((delivery) => inspect(delivery, wanted)) ? all : undefined;
    },
    `${count} deliveries with ${JSON.stringify(wanted)}`,
  );

/** Ends as many jobs in no time: each is an event. */
async function endJobs(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let job = 0; job < count; job += 1) {
    const id = await organization.create();
    await organization.end(id);
    ids.push(id);
  }
  return ids;
}

/** @throws WebhookVerificationError */
const verify = ({ secret }: Endpoint, { body, headers }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string;
    timestamp: string;
    data: { jobId?: string };
  };

describe('endpoints', () => {
  it('show their secret once, and a new one when it is asked for', async () => {
    const { id, secret } = await addEndpoint();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const shown = await organization.ask(`/api/webhooks/${id}`, { role: 'member' });
    expect(shown.body).toMatchObject({ id, url: receiver.url, events: webhookEvents, enabled: true });
    const listed = await organization.ask('/api/webhooks', { role: 'member' });
    expect(listed.body).toMatchObject({ webhooks: [{ id }], nextCursor: null });
    expect(shown.text + listed.text).not.toMatch(/secret|whsec_/i);

    const rotated = await organization.ask(`/api/webhooks/${id}`, { method: 'PATCH', body: { rotateSecret: true } });
    expect(rotated.body.secret).toMatch(/^whsec_/);
    expect(rotated.body.secret).not.toBe(secret);
    const changed = await organization.ask(`/api/webhooks/${id}`, {
      method: 'PATCH',
      body: { events: ['job.failed'], enabled: false },
    });
    expect(changed.body).toMatchObject({ url: receiver.url, events: ['job.failed'], enabled: false });
    expect(changed.body).not.toHaveProperty('secret');

    expect((await organization.ask(`/api/webhooks/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(errorOf(await organization.ask(`/api/webhooks/${id}`))).toBe('404 NOT_FOUND');
  });

  it('are for admins to manage, and of one organization', async () => {
    const { id } = await addEndpoint();
    const changes = [
      ['POST', '/api/webhooks', { url: receiver.url, events: ['job.failed'] }],
      ['PATCH', `/api/webhooks/${id}`, {}],
      ['DELETE', `/api/webhooks/${id}`, undefined],
      ['POST', `/api/webhooks/${id}/test`, undefined],
    ] as const;
    for (const [method, path, body] of changes) {
      const request = { method, ...(body && { body }) };
      expect(errorOf(await organization.ask(path, { ...request, role: 'member' }))).toBe('403 FORBIDDEN');
    }
    const stranger = await openOrganization(api);
    for (const [method, path, body] of changes.slice(1)) {
      expect(errorOf(await stranger.ask(path, { method, ...(body && { body }) }))).toBe('404 NOT_FOUND');
    }
    expect(errorOf(await stranger.ask(`/api/webhooks/${id}/deliveries`))).toBe('404 NOT_FOUND');
    expect((await stranger.ask('/api/webhooks')).body).toMatchObject({ webhooks: [] });
  });

  it.each([
    ['url', { url: 'ftp://example.com/' }],
    ['url', { url: 'https://user:word@example.com/' }],
    ['url', { url: 'nowhere' }],
    ['events', { events: [] }],
    ['events', { events: ['job.completed', 'job.completed'] }],
    ['events', { events: ['webhook.test'] }],
    ['secret', { secret: 'whsec_mine' }],
  ])('refuse %s of %j', async (path, over) => {
    const body = { url: 'https://example.com/', events: ['job.failed'], ...over };
    const issues = issuesOf(await organization.ask('/api/webhooks', { body }));
    expect(issues.map((issue) => issue.split('.')[0])).toEqual([`400 VALIDATION_ERROR ${path}`]);
  });

  it('keep their secret encrypted, each for its own row', async () => {
    const [one, two] = [await addEndpoint(), await addEndpoint()];
    const rows = () => database.query<{ row: string }>('SELECT e::text AS row FROM webhook_endpoints e');
    for (const { row } of await rows()) expect(row).not.toMatch(/whsec_/);
    for (const { secret } of [one, two])
      expect(JSON.stringify(await rows())).not.toContain(secret.slice('whsec_'.length));
    await database.query(
      `UPDATE webhook_endpoints SET sealed_secret = (SELECT sealed_secret FROM webhook_endpoints WHERE id = $1) WHERE id = $2`,
      [one.id, two.id],
    );
    await endJobs(1);
    await deliveriesBecome(one, 1, { status: 'DELIVERED' });
    await eventually(async () => {
      const [delivery] = await deliveriesOf(two);
      return (delivery?.attempts ?? 0) > 0 && delivery!.lastError!.startsWith('What is stored cannot be decrypted');
    }, 'a refusal for the want of a secret');
    expect(receiver.received).toHaveLength(1);

    await organization.ask(`/api/webhooks/${two.id}`, { method: 'PATCH', body: { rotateSecret: true } });
    await deliveriesBecome(two, 1, { status: 'DELIVERED' });
  });

  it('are 20 at most', async () => {
    const body = { url: 'https://example.com/', events: ['job.failed'] };
    const answers = await Promise.all(Array.from({ length: 21 }, () => organization.ask('/api/webhooks', { body })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status }) => status !== 201).map(errorOf)).toEqual(['409 CONFLICT']);
  });
});

describe('events', () => {
  it('of jobs are told as the specification has it, and tell nothing of what the job was about', async () => {
    const endpoint = await addEndpoint();
    const [completed, failed, cancelled] = [
      await organization.create(),
      await organization.create(),
      await organization.create(),
    ];
    await organization.end(completed);
    await organization.end(failed, failure);
    await organization.ask(`/api/jobs/${cancelled}`, { method: 'DELETE' });

    const deliveries = await deliveriesBecome(endpoint, 3, { status: 'DELIVERED', attempts: 1, lastStatus: 204 });
    const told = receiver.received.map((received) => verify(endpoint, received));
    const about = { jobType: 'GENERATE_CONTENT', brandId: organization.brandId, dryRun: false };
    expect(told.toSorted((a, b) => a.type.localeCompare(b.type))).toEqual([
      {
        type: 'job.cancelled',
        timestamp: expect.any(String) as string,
        data: { ...about, jobId: cancelled, status: 'CANCELLED', errorCode: null },
      },
      {
        type: 'job.completed',
        timestamp: expect.any(String) as string,
        data: { ...about, jobId: completed, status: 'COMPLETED', errorCode: null },
      },
      {
        type: 'job.failed',
        timestamp: expect.any(String) as string,
        data: { ...about, jobId: failed, status: 'FAILED', errorCode: 'NO' },
      },
    ]);
    expect(receiver.received.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(
      deliveries.map(({ id }) => id).toSorted(),
    );
    const wrong = { id: endpoint.id, secret: `whsec_${Buffer.alloc(32).toString('base64')}` };
    expect(() => verify(wrong, receiver.received[0]!)).toThrow('No matching signature');
  });

  it('of publishing, sources and accounts are told as they are recorded, once a change', async () => {
    const endpoint = await addEndpoint();
    const { id, brandId } = organization;
    const key = randomUUID();
    await database.query(
      `WITH source AS (INSERT INTO context_sources (id, organization_id, brand_id, type, name, url, updated_at)
         VALUES ($1, $2, $3, 'RSS', 'Feed', $1, now())),
       account AS (INSERT INTO social_accounts (id, organization_id, brand_id, platform, platform_id, access_token, updated_at)
         VALUES ($1, $2, $3, 'TWITTER', '1', 'token', now())),
       item AS (INSERT INTO content_items (id, organization_id, brand_id, job_id, topic, content_type, prompt_version, model, updated_at)
         VALUES ($1, $2, $3, $1, 'Tea', 'POST', '1', 'm', now())),
       variation AS (INSERT INTO content_variations (id, content_item_id, platform, content, character_count, updated_at)
         VALUES ($1, $1, 'TWITTER', 'Tea', 3, now()))
       INSERT INTO publications (id, organization_id, variation_id, social_account_id, platform, platform_id, job_id, fingerprint, updated_at)
         VALUES ($1, $2, $1, $1, 'TWITTER', '1', 'job', 'f', now())`,
      [key, id, brandId],
    );
    for (const status of ['SENT', 'CONFIRMED', 'CONFIRMED'])
      await database.query(`UPDATE publications SET status = $2::publication_status WHERE id = $1`, [key, status]);
    for (const status of ['UNHEALTHY', 'UNHEALTHY'])
      await database.query(`UPDATE context_sources SET status = $2::context_source_status WHERE id = $1`, [
        key,
        status,
      ]);
    for (const status of ['RESTRICTED', 'NEEDS_REAUTH', 'NEEDS_REAUTH'])
      await database.query(`UPDATE social_accounts SET status = $2::social_account_status WHERE id = $1`, [
        key,
        status,
      ]);

    await deliveriesBecome(endpoint, 3, { status: 'DELIVERED' });
    const told = receiver.received.map((received) => verify(endpoint, received));
    expect(told.map(({ type, data }) => ({ type, data }))).toEqual(
      expect.arrayContaining([
        {
          type: 'content.published',
          data: {
            publicationId: key,
            variationId: key,
            socialAccountId: key,
            platform: 'TWITTER',
            status: 'CONFIRMED',
            jobId: 'job',
          },
        },
        { type: 'source.unhealthy', data: { contextSourceId: key, brandId, status: 'UNHEALTHY' } },
        {
          type: 'account.needs_reauth',
          data: { socialAccountId: key, brandId, platform: 'TWITTER', status: 'NEEDS_REAUTH' },
        },
      ]),
    );
  });

  it('go to whom they concern: of the organization, enabled, and asking for them', async () => {
    const stranger = await openOrganization(api);
    const body = { url: receiver.url, events: webhookEvents };
    const strangers = (await stranger.ask('/api/webhooks', { body })).body as unknown as Endpoint;
    const disabled = await addEndpoint({ enabled: false });
    const uninterested = await addEndpoint({ events: ['job.failed'] });
    const concerned = await addEndpoint({ events: ['job.completed', 'source.unhealthy'] });
    await endJobs(1);

    await deliveriesBecome(concerned, 1, { status: 'DELIVERED' });
    for (const endpoint of [disabled, uninterested]) expect(await deliveriesOf(endpoint)).toEqual([]);
    const { deliveries } = (await stranger.ask(`/api/webhooks/${strangers.id}/deliveries`)).body;
    expect(deliveries).toEqual([]);
  });

  it('are written with the change or not at all', async () => {
    const endpoint = await addEndpoint();
    const id = await organization.create();
    const change = database.transaction(async (sql) => {
      await sql.query(`UPDATE jobs SET status = 'COMPLETED' WHERE id = $1`, [id]);
      expect(await sql.query('SELECT FROM webhook_deliveries WHERE endpoint_id = $1', [endpoint.id])).toHaveLength(1);
      throw new Error('the process dies');
    });
    await expect(change).rejects.toThrow('the process dies');
    expect(await deliveriesOf(endpoint)).toEqual([]);
  });

  it('of a test go to an enabled endpoint, whatever it asks for', async () => {
    const endpoint = await addEndpoint({ events: ['job.failed'] });
    const answer = await organization.ask(`/api/webhooks/${endpoint.id}/test`, { method: 'POST' });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ event: 'webhook.test', status: 'PENDING', attempts: 0 });
    await deliveriesBecome(endpoint, 1, { id: answer.body.id!, status: 'DELIVERED' });
    expect(verify(endpoint, receiver.received[0]!)).toMatchObject({ type: 'webhook.test' });

    await organization.ask(`/api/webhooks/${endpoint.id}`, { method: 'PATCH', body: { enabled: false } });
    const refused = await organization.ask(`/api/webhooks/${endpoint.id}/test`, { method: 'POST' });
    expect(errorOf(refused)).toBe('409 CONFLICT');
  });
});

describe('an endpoint that is down', () => {
  it('gets every event in the end, each once, and few calls until then', async () => {
    const endpoint = await addEndpoint();
    receiver.status = 503;
    const jobs = await endJobs(25);
    await eventually(async () => (receiver.received.length >= 12 ? true : undefined), '12 calls in vain');
    jobs.push(...(await endJobs(25)));
    receiver.status = 200;

    const deliveries = await deliveriesBecome(endpoint, 50, { status: 'DELIVERED' });
    const taken = receiver.received.filter(({ status }) => status === 200);
    expect(taken.map((each) => verify(endpoint, each).data.jobId!).toSorted()).toEqual(jobs.toSorted());
    expect(taken.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(
      deliveries.map(({ id }) => id).toSorted(),
    );
    expect(receiver.received.length).toBe(deliveries.reduce((sum, { attempts }) => sum + attempts, 0));
    const bodies = new Set(receiver.received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`));
    expect(bodies.size).toBe(50);
  });

  it('is left alone while its breaker is open, then tried with one event; what it takes closes the breaker', async () => {
    policy.breakerDelaysMs = [3_600_000];
    const endpoint = await addEndpoint();
    receiver.status = 500;
    await endJobs(20);
    const state = async () => {
      const [row] = await database.query<{ failures: number; open: boolean | null }>(
        `SELECT consecutive_failures AS failures, blocked_until > clock_timestamp() + interval '30 minutes' AS open
         FROM webhook_endpoints WHERE id = $1`,
        [endpoint.id],
      );
      return row!;
    };
    await eventually(async () => ((await state()).open ? true : undefined), 'the breaker to open');
    const idle = () =>
      database.query(`SELECT FROM webhook_deliveries WHERE endpoint_id = $1 AND job_id IS NOT NULL`, [endpoint.id]);
    await eventually(async () => ((await idle()).length === 0 ? true : undefined), 'what was under way to end');
    const attempts = async () => (await deliveriesOf(endpoint)).reduce((sum, delivery) => sum + delivery.attempts, 0);
    const calls = await attempts();
    expect(calls).toBeGreaterThanOrEqual(5);
    expect(calls).toBeLessThan(10);

    // A test event of another endpoint goes through a whole sweep: the open one was not tried meanwhile.
    const sound = await addEndpoint({ events: ['job.failed'] });
    await organization.ask(`/api/webhooks/${sound.id}/test`, { method: 'POST' });
    await eventually(async () => ((await deliveriesOf(sound))[0]!.attempts > 0 ? true : undefined), 'the other one');
    expect(await attempts()).toBe(calls);

    await database.query('UPDATE webhook_endpoints SET blocked_until = now() WHERE id = $1', [endpoint.id]);
    await eventually(async () => ((await state()).open ? true : undefined), 'the breaker to open again');
    expect(await attempts()).toBe(calls + 1);

    receiver.status = 200;
    await database.query('UPDATE webhook_endpoints SET blocked_until = now() WHERE id = $1', [endpoint.id]);
    await deliveriesBecome(endpoint, 20, { status: 'DELIVERED' });
    expect(await state()).toEqual({ failures: 0, open: null });
  });

  it('is disabled after 3 days, which is told once; enabled again it starts afresh', async () => {
    const endpoint = await addEndpoint();
    receiver.status = 500;
    policy.breakerDelaysMs = [3_600_000];
    await endJobs(8);
    await eventually(async () => (receiver.received.length >= 5 ? true : undefined), 'calls in vain');
    await database.query(
      `UPDATE webhook_endpoints SET failing_since = now() - interval '3 days', blocked_until = now() WHERE id = $1`,
      [endpoint.id],
    );
    await deliveriesBecome(endpoint, 8, { status: 'FAILED', nextAttemptAt: null });
    const shown = await organization.ask(`/api/webhooks/${endpoint.id}`);
    expect(shown.body).toMatchObject({
      enabled: false,
      disabledReason: 'It has taken nothing for 3 days. The last time: The endpoint answered 500',
    });
    const { notifications } = (await organization.ask('/api/notifications')).body;
    expect(notifications).toEqual([
      expect.objectContaining({ kind: 'WEBHOOK_DISABLED', resource: `/api/webhooks/${endpoint.id}`, jobId: null }),
    ]);
    await endJobs(1);
    expect(await deliveriesOf(endpoint)).toHaveLength(8);

    receiver.status = 200;
    const enabled = await organization.ask(`/api/webhooks/${endpoint.id}`, {
      method: 'PATCH',
      body: { enabled: true },
    });
    expect(enabled.body).toMatchObject({ enabled: true, disabledReason: null, failingSince: null });
    await endJobs(1);
    await eventually(async () => {
      const all = await deliveriesOf(endpoint);
      return all.filter(({ status }) => status === 'DELIVERED').length === 1 ? true : undefined;
    }, 'the new event');
  });

  it('is disabled at once when it says that it is gone', async () => {
    const endpoint = await addEndpoint();
    receiver.status = 410;
    await endJobs(1);
    await deliveriesBecome(endpoint, 1, { status: 'FAILED', attempts: 1, lastStatus: 410 });
    const { body } = await organization.ask(`/api/webhooks/${endpoint.id}`);
    expect(body).toMatchObject({ enabled: false, disabledReason: 'It answered 410: it is gone' });
  });

  it('is not followed elsewhere', async () => {
    const endpoint = await addEndpoint();
    Object.assign(receiver, { status: 302, location: `${receiver.url}&again` });
    policy.retryDelaysMs = [];
    await endJobs(1);
    await deliveriesBecome(endpoint, 1, { status: 'FAILED', attempts: 1, lastError: 'The endpoint answered 302' });
    expect(receiver.received).toHaveLength(1);
  });

  it('is not reached at a private address', async () => {
    policy.retryDelaysMs = [20];
    const endpoint = await addEndpoint({ url: other.url });
    await endJobs(1);
    const [delivery] = await deliveriesBecome(endpoint, 1, { status: 'FAILED', attempts: 2, lastStatus: null });
    expect(delivery!.lastError).toMatch('not on the public internet');
    expect(other.received).toEqual([]);
  });

  it('gets what a job left behind that ended without an answer', async () => {
    const endpoint = await addEndpoint();
    await database.query(
      `INSERT INTO webhook_deliveries (id, endpoint_id, event, data, job_id, next_attempt_at, created_at)
       VALUES ($1, $2, 'job.completed', '{}', 'ended', now(), now())`,
      [`msg_${randomUUID()}`, endpoint.id],
    );
    const [delivery] = await deliveriesBecome(endpoint, 1, { status: 'DELIVERED', attempts: 1 });
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([delivery!.id]);
  });
});

describe('the jobs that deliver', () => {
  it('are neither for users to see or change nor counted against their cap', async () => {
    receiver.status = 500;
    policy.breakerFailures = 1_000;
    policy.retryDelaysMs = [];
    const endpoint = await addEndpoint({ events: ['job.cancelled'] });
    const created = await Promise.all(Array.from({ length: 30 }, () => organization.create()));
    await Promise.all(created.map((id) => organization.ask(`/api/jobs/${id}`, { method: 'DELETE' })));
    await deliveriesBecome(endpoint, 30, { status: 'FAILED' });

    const jobs = await database.query<{ id: string; status: string; created_by: string | null }>(
      `SELECT id, status, created_by FROM jobs WHERE organization_id = $1 AND system`,
      [organization.id],
    );
    expect(jobs.length).toBeGreaterThanOrEqual(30);
    const listed = await organization.ask('/api/jobs?limit=100');
    expect(listed.body).toMatchObject({ totalCount: 30 });
    expect((listed.body.jobs as { id: string }[]).map(({ id }) => id).toSorted()).toEqual(created.toSorted());
    const { id } = jobs[0]!;
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/why'],
      ['GET', '/events'],
      ['POST', '/retry'],
      ['POST', '/acknowledge'],
    ] as const) {
      expect(errorOf(await organization.ask(`/api/jobs/${id}${path}`, { method }))).toBe('404 NOT_FOUND');
    }
    expect((await organization.ask('/api/jobs/cancel', { body: {} })).body).toEqual({ affected: 0 });
    await Promise.all(Array.from({ length: 30 }, () => organization.create()));
    expect(errorOf(await organization.post())).toBe('429 TOO_MANY_JOBS');
  });

  it('cannot be asked for', async () => {
    const wish = { type: 'DELIVER_WEBHOOK', payload: { deliveryId: 'msg_1' } };
    expect(issuesOf(await organization.ask('/api/jobs', { body: wish }))).toEqual(['400 VALIDATION_ERROR type']);
    const batch = await organization.ask('/api/jobs/batch', { body: { jobs: [wish] } });
    expect(issuesOf(batch)).toEqual(['400 VALIDATION_ERROR 0.type']);
    expect(issuesOf(await organization.ask('/api/jobs?type=DELIVER_WEBHOOK'))).toHaveLength(1);
    expect((await api.ask('/api/docs-json')).text).not.toMatch(/DELIVER_WEBHOOK|DeliverWebhook/);
  });
});

describe('without TOKEN_ENCRYPTION_KEYS', () => {
  it('no endpoint can be made, and the answer says why', async () => {
    const bare = await startTestApi({ TOKEN_ENCRYPTION_KEYS: '' });
    try {
      const own = await openOrganization(bare);
      const answer = await own.ask('/api/webhooks', { body: { url: 'https://example.com/', events: ['job.failed'] } });
      expect(errorOf(answer)).toBe('503 UNAVAILABLE');
      expect(answer.body.error).toMatch(/^TOKEN_ENCRYPTION_KEYS is not set: .+\.$/);
    } finally {
      await bare.close();
    }
  });
});
