import { randomInt } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ImageServer, jpegOf, startImageServer } from '../support/images.js';
import { startSystem, type System, type SystemProcess } from '../support/processes.js';
import type { Tenant } from '../support/tenant.js';
import { PATIENCE } from '../support/patience.js';

const PLATFORMS = ['TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM'] as const;
const SERVICES = ['x', 'linkedin', 'facebook', 'instagram'] as const;

interface Content {
  id: string;
  status: string;
  variations: {
    id: string;
    platform: (typeof PLATFORMS)[number];
    content: string;
    publications: { status: string; postId: string; permalink: string }[];
  }[];
}

/** Whatever must appear nowhere but in requests to a platform. */
const CANARY = 'canary-token-';

describe('publishing, by the processes', () => {
  let system: System;
  let images: ImageServer;
  let tenant: Tenant;
  let brandId: string;
  let worker: SystemProcess;
  const answers: string[] = [];

  beforeAll(async () => {
    images = await startImageServer();
    system = await startSystem(
      undefined,
      {
        JOB_BACKOFF_MS: '10,10,10',
        JOB_LEASE_MS: '1500',
        JOB_LOSS_DELAYS_MS: '0',
        ORG_MAX_UNFINISHED_JOBS: '1000',
        CREATE_RATE_LIMIT: '100000/1s',
        LOG_LEVEL: 'trace',
      },
      [new URL(images.url).host],
    );
    worker = await system.start('worker');
    tenant = await system.createTenant();
    brandId = await tenant.createBrand({ mustMention: ['Acme'] });
  });
  afterAll(async () => {
    await system?.close();
    await images?.close();
  });
  afterEach(() => system.clearFaults());

  const ask = async <Body>(path: string, request?: { method?: string; body?: object }): Promise<Body> => {
    const { status, body } = await tenant.ask<Body>(path, request);
    answers.push(JSON.stringify(body));
    if (status >= 300) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };

  /** Content that was written by a job and approved, with an account for each of its platforms. */
  const approve = async (
    platforms: readonly string[],
    linkedInUrn = `urn:li:organization:${randomInt(1, 2 ** 40)}`,
  ) => {
    const { id: jobId } = await tenant.createJob({ brandId, topic: `Roast ${randomInt(2 ** 40)}`, platforms });
    const { result } = await tenant.reaches(jobId, 'COMPLETED');
    const { contentItemId } = result as unknown as { contentItemId: string };
    const content = await ask<Content>(`/api/content/${contentItemId}`);
    const accounts = await Promise.all(
      content.variations.map(async ({ id, platform }) => {
        if (platform === 'INSTAGRAM') {
          const mediaUrls = [images.put('tea.jpg', jpegOf(1_080, 1_080))];
          await ask(`/api/content/${contentItemId}/variations/${id}`, { method: 'PATCH', body: { mediaUrls } });
        }
        const platformId = platform === 'LINKEDIN' ? linkedInUrn : String(randomInt(1, 2 ** 40));
        const tokens = { accessToken: CANARY + randomInt(2 ** 40), refreshToken: CANARY + randomInt(2 ** 40) };
        const body = { brandId, platform, platformId, ...tokens };
        const account = await ask<{ id: string }>('/api/social-accounts', { body });
        return { variationId: id, socialAccountId: account.id };
      }),
    );
    await ask(`/api/content/${contentItemId}/approve`, { method: 'POST' });
    return { id: contentItemId, variations: content.variations, accounts };
  };

  const publish = async ({ id, accounts }: Awaited<ReturnType<typeof approve>>) =>
    (await ask<{ jobs: { id: string }[] }>(`/api/content/${id}/publish`, { body: { accounts } })).jobs;

  const postsOf = async (texts: readonly string[]) => (await system.posts()).filter(({ text }) => texts.includes(text));

  it('puts an approved text out on each platform, once, and says where', async () => {
    const approved = await approve(PLATFORMS);
    for (const { id } of await publish(approved)) await tenant.reaches(id, 'COMPLETED');
    const content = await ask<Content>(`/api/content/${approved.id}`);
    expect(content.status).toBe('PUBLISHED');
    const posts = await postsOf(content.variations.map((each) => each.content));
    expect(posts.map(({ service }) => service).toSorted()).toEqual(SERVICES.toSorted());
    for (const { publications } of content.variations) {
      expect(publications).toMatchObject([{ status: 'CONFIRMED', permalink: expect.stringMatching(/^https?:/) }]);
      expect(posts.map(({ id }) => id)).toContain(publications[0]!.postId);
    }
  });

  it.each(SERVICES)('finds a post of %s again whose answer was lost', async (service) => {
    const platform = PLATFORMS[SERVICES.indexOf(service)]!;
    const approved = await approve([platform]);
    await system.setFault({ service, dropAfterAccept: true, times: service === 'instagram' ? 3 : 1 });
    const [job] = await publish(approved);
    await tenant.reaches(job!.id, 'COMPLETED');
    expect(await postsOf([approved.variations[0]!.content])).toHaveLength(1);
  });

  it('publishes what a dying worker had begun, and does not publish it again', async () => {
    const approved = await approve(PLATFORMS);
    for (const service of SERVICES) await system.setFault({ service, hangAfterAccept: true, times: 2 });
    const texts = approved.variations.map(({ content }) => content);
    const jobs = await publish(approved);
    await vi.waitFor(async () => expect((await postsOf(texts)).length).toBeGreaterThan(1), PATIENCE);
    await worker.end('SIGKILL');
    await system.clearFaults();
    worker = await system.start('worker');
    for (const { id } of jobs) await vi.waitFor(() => tenant.reaches(id, 'COMPLETED'), PATIENCE);
    const posts = await postsOf(texts);
    expect(posts.map(({ service }) => service).toSorted()).toEqual(SERVICES.toSorted());
  });

  it('never posts again where a platform does not let it look', async () => {
    const approved = await approve(['LINKEDIN'], `urn:li:person:p${randomInt(2 ** 40)}`);
    await system.setFault({ service: 'linkedin', dropAfterAccept: true, times: 1 });
    const [job] = await publish(approved);
    const { error, errorCode } = await tenant.reaches(job!.id, 'FAILED');
    expect([errorCode, error]).toEqual(['PUBLISH_UNKNOWN', expect.stringContaining('may have been published')]);
    expect(await postsOf([approved.variations[0]!.content])).toHaveLength(1);
    await vi.waitFor(async () => {
      const { notifications } = await ask<{ notifications: { kind: string; jobId: string }[] }>('/api/notifications');
      expect(notifications).toContainEqual(expect.objectContaining({ kind: 'PUBLISH_UNKNOWN', jobId: job!.id }));
    }, PATIENCE);
  });

  it('waits as long as a platform asks it to', async () => {
    const approved = await approve(['TWITTER']);
    await system.setFault({ service: 'x', status: 429, retryAfter: 600, times: 1 });
    const [job] = await publish(approved);
    await vi.waitFor(async () => {
      const why = await ask<{ reason: string; blockedUntil: string }>(`/api/jobs/${job!.id}/why`);
      expect(why.reason).toBe('PLATFORM_RATE_LIMITED');
      expect(Date.parse(why.blockedUntil) - Date.now()).toBeGreaterThan(500_000);
    }, PATIENCE);
  });

  it('refreshes a token that the platform no longer takes, and publishes', async () => {
    const approved = await approve(['TWITTER']);
    await system.setFault({ service: 'x', tokenExpired: true, times: 1 });
    const [job] = await publish(approved);
    await tenant.reaches(job!.id, 'COMPLETED');
    expect(await postsOf([approved.variations[0]!.content])).toHaveLength(1);
  });

  it('tells nobody a token: no answer, no log line, no plain column', async () => {
    const client = new pg.Client(system.databaseUrl);
    await client.connect();
    const { rows } = await client.query<{ xml: string }>(`SELECT database_to_xml(true, true, '')::text AS xml`);
    await client.end();
    expect(rows[0]!.xml).toContain('PUBLISH_CONTENT');
    for (const place of [rows[0]!.xml, system.printed(), ...answers]) expect(place.includes(CANARY)).toBe(false);
  });
});
