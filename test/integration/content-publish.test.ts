import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '../../src/core/database/enums.js';
import { TestContent } from '../support/test-content.js';
import { failure, issuesOf, openOrganization, type TestOrganization } from '../support/test-organization.js';
import { type Answer, errorOf, startTestApi, type TestApi } from '../support/test-api.js';

interface PublishJob {
  id: string;
  type: string;
  queue: string;
  status: string;
  brandId: string;
  runAt: string;
  createdAt: string;
  payload: object;
}

let api: TestApi;
let content: TestContent;
let own: TestOrganization;

beforeAll(async () => {
  api = await startTestApi({ CREATE_RATE_LIMIT: '10000/60s' });
});
afterAll(() => api.close());
beforeEach(async () => {
  content = await TestContent.open(api);
  own = content.own;
});

/** An account of the organization's brand. @returns its id */
async function connect(platform: Platform, over: object = {}): Promise<string> {
  const of = { organizationId: own.id, brandId: own.brandId, platform, platformId: randomUUID() };
  const { id } = await content.prisma.socialAccount.create({ data: { ...of, accessToken: 'sealed', ...over } });
  return id;
}

/** Approved content with accounts on X and LinkedIn. */
async function approved() {
  const id = await content.write(['TWITTER', 'LINKEDIN'], { status: 'APPROVED' });
  const pair = async (platform: Platform) => ({
    variationId: (await content.variation(id, platform)).id,
    socialAccountId: await connect(platform),
  });
  return { id, x: await pair('TWITTER'), linkedIn: await pair('LINKEDIN'), pair };
}

/** The account is `platformId` on X, under the name Acme. */
const nameOnX = (id: string, platformId: string) =>
  content.prisma.socialAccount.update({ where: { id }, data: { platformId, displayName: 'Acme' } });

const publish = (id: string, accounts: unknown, over: object = {}, key?: string): Promise<Answer> =>
  own.ask(`/api/content/${id}/publish`, {
    body: { accounts, ...over },
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
const jobsOf = ({ body }: Answer) => (body as unknown as { jobs: PublishJob[] }).jobs;

describe('publishing', () => {
  it('makes a job for each text and account, in their order', async () => {
    const { id, x, linkedIn, pair } = await approved();
    const another = await pair('TWITTER');
    const answer = await publish(id, [x, linkedIn, another]);
    expect(answer.status).toBe(201);
    expect(jobsOf(answer)).toMatchObject(
      [x, linkedIn, another].map(({ variationId, socialAccountId }, index) => ({
        type: 'PUBLISH_CONTENT',
        queue: 'content-generation',
        status: 'PENDING',
        brandId: own.brandId,
        payload: {
          contentVariationId: variationId,
          socialAccountId,
          platform: index === 1 ? 'LINKEDIN' : 'TWITTER',
        },
      })),
    );
    for (const job of jobsOf(answer)) expect(await own.read(job.id)).toMatchObject(job);
    expect(await content.read(id)).toMatchObject({ status: 'APPROVED' });
  });

  it('at a time that is given sets when the jobs run', async () => {
    const { id, x, linkedIn } = await approved();
    const soon = new Date(Date.now() + 86_400_000).toISOString();
    const [job] = jobsOf(await publish(id, [x], { scheduledFor: soon }));
    expect(job).toMatchObject({ runAt: soon, payload: { scheduledFor: soon } });
    const [past] = jobsOf(await publish(id, [linkedIn], { scheduledFor: '2001-01-01T00:00:00Z' }));
    expect(past!.runAt).toBe(past!.createdAt);
    const late = new Date(Date.now() + 367 * 86_400_000).toISOString();
    for (const scheduledFor of [late, 'tomorrow', '2027-02-30T09:00:00Z', '2027-01-01T09:00:00', null]) {
      expect(issuesOf(await publish(id, [x], { scheduledFor }))).toEqual(['400 VALIDATION_ERROR scheduledFor']);
    }
  });

  it('under an Idempotency-Key answers once and again', async () => {
    const { id, x, linkedIn } = await approved();
    const first = await publish(id, [x], {}, 'key');
    const again = await publish(id, [x], {}, 'key');
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 200, 'true']);
    expect(again.text).toBe(first.text);
    expect(errorOf(await publish(id, [linkedIn], {}, 'key'))).toBe('422 IDEMPOTENCY_KEY_REUSED');
  });

  it('needs what was approved', async () => {
    const { id, x } = await approved();
    for (const status of ['DRAFT', 'REJECTED'] as const) {
      await content.prisma.contentItem.update({ where: { id }, data: { status } });
      const answer = await publish(id, [x]);
      expect([errorOf(answer), answer.body.details]).toEqual(['409 CONFLICT', { status }]);
    }
    await content.prisma.contentItem.update({ where: { id }, data: { status: 'PUBLISHED' } });
    expect((await publish(id, [x])).status).toBe(201);
  });

  it('needs ids that exist in the organization and the item', async () => {
    const [{ id, x }, other] = [await approved(), await approved()];
    const refusal = async (variationId: string, socialAccountId: string) => {
      const answer = await publish(id, [x, { variationId, socialAccountId }]);
      return [errorOf(answer), answer.body.details];
    };
    const noVariation = ['404 NOT_FOUND', { resource: 'contentVariation' }];
    expect(await refusal(other.x.variationId, x.socialAccountId)).toEqual(noVariation);
    expect(await refusal('nothing', x.socialAccountId)).toEqual(noVariation);
    const stranger = await openOrganization(api);
    const theirs = await connect('TWITTER', { organizationId: stranger.id, brandId: stranger.brandId });
    const noAccount = ['404 NOT_FOUND', { resource: 'socialAccount' }];
    expect(await refusal(x.variationId, theirs)).toEqual(noAccount);
    expect(await refusal(x.variationId, 'nothing')).toEqual(noAccount);
  });

  it('needs an account of the same brand on the same platform', async () => {
    const { id, x, linkedIn } = await approved();
    const brand = await own.ask('/api/brands', { body: { name: 'Another' } });
    const elsewhere = await connect('TWITTER', { brandId: brand.body.id! });
    const answer = await publish(id, [
      { ...x, socialAccountId: elsewhere },
      { ...linkedIn, socialAccountId: x.socialAccountId },
      x,
    ]);
    expect(issuesOf(answer)).toEqual([
      '400 VALIDATION_ERROR accounts.0.socialAccountId',
      '400 VALIDATION_ERROR accounts.1.socialAccountId',
    ]);
  });

  it.each<[string, (pair: object) => unknown]>([
    ['none', () => []],
    ['more than 20', (pair) => Array.from({ length: 21 }, (_, index) => ({ ...pair, socialAccountId: `a${index}` }))],
    ['one twice', (pair) => [pair, { ...pair }]],
    ['no list', (pair) => pair],
    ['no pairs', () => ['a', 1, null]],
    ['strange ids', () => [{ variationId: { toString: 1 }, socialAccountId: [] }]],
    ['unknown fields', (pair) => [{ ...pair, platform: 'TWITTER' }]],
  ])('refuses accounts that are %s', async (_, accountsOf) => {
    const { id, x } = await approved();
    expect(errorOf(await publish(id, accountsOf(x)))).toBe('400 VALIDATION_ERROR');
  });

  it('refuses, by its name, what is out or on its way', async () => {
    const { id, x, linkedIn, pair } = await approved();
    await nameOnX(x.socialAccountId, 'x_1');
    // The account was removed and connected again since: it is the same one on the platform.
    await content.publication(id, 'CONFIRMED');
    const out = await publish(id, [linkedIn, x]);
    expect([errorOf(out), out.body.error, out.body.details]).toEqual([
      '409 CONFLICT',
      'The text for X is published already on Acme.',
      x,
    ]);

    const [job] = jobsOf(await publish(id, [linkedIn]));
    const onItsWay = await publish(id, [linkedIn]);
    expect([errorOf(onItsWay), onItsWay.body.details]).toEqual(['409 CONFLICT', linkedIn]);
    await own.ask(`/api/jobs/${job!.id}`, { method: 'DELETE' });
    expect((await publish(id, [linkedIn, await pair('TWITTER')])).status).toBe(201);
  });

  it('refuses what a job from before the account was connected again still works on', async () => {
    const { id, x } = await approved();
    const jobId = await own.create();
    await nameOnX(x.socialAccountId, 'x_1');
    await content.publication(id, 'SENT', { jobId });
    expect(errorOf(await publish(id, [x]))).toBe('409 CONFLICT');
    await own.end(jobId, failure);
    expect((await publish(id, [x])).status).toBe(201);
  });

  it('is not held up by a dry run', async () => {
    const { id, x } = await approved();
    const [job] = jobsOf(await publish(id, [x]));
    await content.prisma.job.update({ where: { id: job!.id }, data: { dryRun: true } });
    expect((await publish(id, [x])).status).toBe(201);
  });

  it('by many at once makes each job once', async () => {
    const { id, x, linkedIn } = await approved();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => publish(id, [index % 2 === 0 ? x : linkedIn])),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(answers.length - refused.length).toBe(2);
    expect(new Set(refused.map(errorOf))).toEqual(new Set(['409 CONFLICT']));
    expect(await content.prisma.job.count({ where: { organizationId: own.id, type: 'PUBLISH_CONTENT' } })).toBe(2);
  });

  it('at the same time as a reject happens before it or not at all', async () => {
    for (let round = 0; round < 8; round++) {
      const { id, x } = await approved();
      const [rejected, published] = await Promise.all([content.reject(id), publish(id, [x])]);
      expect(rejected.status).toBe(200);
      // A job that was written is from before the reject; a clock's milliseconds may be rounded.
      const written = () =>
        Date.parse(jobsOf(published)[0]!.createdAt) <= Date.parse(String(rejected.body.updatedAt)) + 1;
      const order =
        published.status === 201 ? written() : `${errorOf(published)} ${JSON.stringify(published.body.details)}`;
      expect([true, '409 CONFLICT {"status":"REJECTED"}']).toContain(order);
    }
  });

  it('counts each job that is asked for in the throttle', async () => {
    const strict = await startTestApi({ CREATE_RATE_LIMIT: '2/60s' });
    try {
      const stranger = await openOrganization(strict);
      const pairs = ['a', 'b', 'c'].map((socialAccountId) => ({ variationId: 'v', socialAccountId }));
      const answer = await stranger.ask('/api/content/nothing/publish', { body: { accounts: pairs } });
      expect(errorOf(answer)).toBe('429 RATE_LIMITED');
    } finally {
      await strict.close();
    }
  });
});
