import { randomInt } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContentGenerationRepository } from '../../src/content-generation/content-generation.repository.js';
import { GenerateContentHandler } from '../../src/content-generation/generate-content/generate-content.handler.js';
import { OpenAiClient, type Question } from '../../src/content-generation/openai/openai.client.js';
import { loadConfig } from '../../src/core/config/config.js';
import { createId } from '../../src/core/database/id.js';
import { type Analytics, openAnalytics, type OutPost } from '../support/analytics.js';
import { newKey } from '../support/platform-accounts.js';
import { json, startTestSandbox, type TestSandbox } from '../support/sandbox.js';
import { startTestApi, type TestApi } from '../support/test-api.js';
import { openOrganization, type TestOrganization } from '../support/test-organization.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

interface Learning {
  id: string;
  kind: string;
  insight: string;
  effect: number;
  interval: [number, number];
  status: string;
  expiresAt: string;
}

let api: TestApi;
let sandbox: TestSandbox;
let analytics: Analytics;
let settings: Record<string, string>;

beforeAll(async () => {
  const TOKEN_ENCRYPTION_KEYS = newKey('k1');
  [api, sandbox] = await Promise.all([startTestApi({ TOKEN_ENCRYPTION_KEYS }), startTestSandbox()]);
  settings = {
    DATABASE_URL: api.proxy.url,
    TOKEN_ENCRYPTION_KEYS,
    X_API_BASE_URL: sandbox.url,
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: `${sandbox.url}/openai/v1`,
    OUTBOUND_ALLOWED_PRIVATE_HOSTS: new URL(sandbox.url).host,
  };
  analytics = await openAnalytics(settings);
});
afterAll(async () => {
  await analytics.close();
  await Promise.all([api.close(), sandbox.close()]);
});

/** A brand with an account on X, and posts that went out at these hours (UTC) of each of the last days but five. */
async function publish(hours: readonly { hour: number; text: string }[], days: number) {
  const own = await openOrganization(api);
  const platformId = String(randomInt(1, 2 ** 47));
  const token = `token-${platformId}`;
  const body = { brandId: own.brandId, platform: 'TWITTER', platformId, accessToken: token };
  const { body: account } = await own.ask('/api/social-accounts', { body });
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const posts: OutPost[] = [];
  for (let day = days + 5; day > 5; day--) {
    for (const { hour, text } of hours) {
      await sandbox.set('clock', { offsetMs: today - day * DAY_MS + hour * HOUR_MS + 60_000 - Date.now() });
      const { headers, body: sent } = json({ text: `${text} ${day}` });
      const authorization = `Bearer ${token}`;
      const answer = await sandbox.call('/2/tweets', {
        method: 'POST',
        headers: { ...headers, authorization },
        body: sent,
      });
      const { id } = answer.body!.data as { id: string };
      // When it came out is only in X's id: the sandbox's clock is not ours.
      posts.push({ postId: id, text: `${text} ${day}` });
    }
  }
  await sandbox.set('clock', { offsetMs: 0 });
  await analytics.record({ organizationId: own.id, brandId: own.brandId, platformId }, posts);
  const sync = () => analytics.sync(own.id, { socialAccountId: account.id!, syncType: 'FULL' });
  const read = async () => {
    const answer = await own.ask(`/api/brands/${own.brandId}/learnings?limit=100`);
    return (answer.body as unknown as { learnings: Learning[] }).learnings;
  };
  return { own, sync, read, platformId };
}

/** Has a post written for X. @returns the turns that the model was given, and the item's id */
async function generate(own: TestOrganization) {
  const jobId = await own.create();
  const { token } = await own.start(jobId);
  const client = new OpenAiClient(loadConfig(settings));
  const asked: Question<unknown>[] = [];
  const listening = {
    models: client.models,
    ask: <T>(question: Question<T>, signal: AbortSignal) => {
      asked.push(question);
      return client.ask(question, signal);
    },
  } as OpenAiClient;
  const repository = new ContentGenerationRepository(analytics.prisma, analytics.sql);
  const { contentItemId } = await new GenerateContentHandler(repository, listening).handle({
    jobId,
    organizationId: own.id,
    payload: { brandId: own.brandId, topic: 'Tea', platforms: ['TWITTER'] },
    attempt: 1,
    dryRun: false,
    token,
    signal: new AbortController().signal,
    effect: (write) => write(),
    progress: () => undefined,
    log: pino({ enabled: false }),
  });
  const { body } = await own.ask(`/api/content/${contentItemId}`);
  const lineage = body.lineage as { learningIds: string[]; promptVersion: string };
  return { prompt: String(asked[0]!.messages[1]!.content), lineage };
}

const HOURS = [
  { hour: 9, text: 'Who drinks tea?' },
  { hour: 9, text: 'Tea is good' },
  { hour: 15, text: 'Do you like tea?' },
];

describe('the circle', () => {
  it('learns a rule that was planted and writes by it, until somebody turns it off or it stops holding', async () => {
    await sandbox.set('rule', { hour: 9, question: true, factor: 3 });
    const { own, sync, read, platformId } = await publish(HOURS, 20);
    const before = await generate(own);
    expect(before.lineage.learningIds).toEqual([]);

    const result = await sync();
    expect(result).toMatchObject({ postsUpdated: 60, rateLimited: false });
    expect(result.metrics.totalImpressions).toBeGreaterThan(0);
    const active = (await read()).filter(({ status }) => status === 'ACTIVE');
    expect(result.learningsGenerated).toBe(active.length);
    const planted = active.find(({ insight }) => insight.includes('09:00 and 10:00 UTC that ask a question'))!;
    expect(planted).toMatchObject({
      kind: 'HOUR',
      sampleSize: 20,
      baselineSize: 40,
      platform: 'TWITTER',
      brandId: own.brandId,
    });
    expect(planted.interval[0]).toBeLessThan(planted.effect);
    expect(planted.effect).toBeGreaterThan(2.5);
    expect(planted.effect).toBeLessThan(3.5);
    expect(Date.parse(planted.expiresAt)).toBeGreaterThan(Date.now() + 29 * DAY_MS);

    const after = await generate(own);
    expect(after.prompt).toContain(planted.insight);
    expect(after.lineage.learningIds).toContain(planted.id);
    expect(after.lineage.learningIds.every((id) => active.some((learning) => learning.id === id))).toBe(true);

    const known = (await read()).map(({ id, effect, status }) => [id, effect, status]);
    await sync();
    expect((await read()).map(({ id, effect, status }) => [id, effect, status])).toEqual(known);
    const statusOf = async () => (await read()).find(({ id }) => id === planted.id)?.status;
    const enable = (enabled: boolean, request = own) =>
      request.ask(`/api/learnings/${planted.id}`, { method: 'PATCH', body: { enabled } });
    expect((await enable(false)).body).toMatchObject({ id: planted.id, status: 'DISABLED' });
    await sync();
    expect(await statusOf()).toBe('DISABLED');
    expect((await generate(own)).lineage.learningIds).not.toContain(planted.id);
    expect((await enable(true)).body).toMatchObject({ status: 'ACTIVE' });

    const stranger = await openOrganization(api);
    expect((await enable(false, stranger)).body).toMatchObject({
      code: 'NOT_FOUND',
      details: { resource: 'learning' },
    });
    expect((await stranger.ask(`/api/brands/${own.brandId}/learnings`)).body).toMatchObject({
      details: { resource: 'brand' },
    });
    const asMember = { method: 'PATCH', body: { enabled: false }, role: 'member' as const };
    expect((await own.ask(`/api/learnings/${planted.id}`, asMember)).status).toBe(403);

    await sandbox.call('/__sandbox/rule', { method: 'DELETE' });
    await analytics.sql.query(
      `DELETE FROM post_metrics m USING publications p WHERE p.id = m.publication_id AND p.platform_id = $1`,
      [platformId],
    );
    expect(await sync()).toMatchObject({ learningsGenerated: 0 });
    expect(await statusOf()).toBe('RETIRED');
    expect((await generate(own)).prompt).not.toContain(planted.insight);
  });

  it('writes by nothing that expired, and lists it as retired', async () => {
    const own = await openOrganization(api);
    const evidence = { effect: 2, low: 1.5, high: 3, sampleSize: 20, baselineSize: 40, pValue: 0.0001, holds: true };
    const learning = {
      id: createId(),
      organizationId: own.id,
      brandId: own.brandId,
      platform: 'TWITTER' as const,
      ...evidence,
    };
    const what = {
      kind: 'MEDIA' as const,
      key: 'with',
      insight: 'Posts with an image do better.',
      status: 'ACTIVE' as const,
    };
    const ended = new Date(Date.now() - DAY_MS);
    await analytics.prisma.learning.create({ data: { ...learning, ...what, validFrom: ended, expiresAt: ended } });
    expect((await generate(own)).lineage.learningIds).toEqual([]);
    const { body } = await own.ask(`/api/brands/${own.brandId}/learnings`);
    expect(body).toMatchObject({
      learnings: [{ id: learning.id, status: 'RETIRED', interval: [1.5, 3] }],
      nextCursor: null,
    });
  });
});
