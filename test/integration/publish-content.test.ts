import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PublishContentHandler } from '../../src/content-generation/publish-content/publish-content.handler.js';
import type { PublishContentPayload } from '../../src/content-generation/publish-content/publish-content.job.js';
import { PublicationLedgerRepository } from '../../src/content-generation/publish-content/publication-ledger.repository.js';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { createId } from '../../src/core/database/id.js';
import { PrismaService } from '../../src/core/database/prisma.service.js';
import type { JobContext } from '../../src/core/queue/job-handler.js';
import { RunAborted } from '../../src/core/queue/lease.js';
import type { NewNotification } from '../../src/notifications/notifications.repository.js';
import type { PlatformAccounts } from '../../src/platforms/accounts/platform-accounts.js';
import { PlatformError } from '../../src/platforms/platform-error.js';
import type { LookUp, PostDraft, PublishedPost, SocialPlatform } from '../../src/platforms/social-platform.js';
import type { SocialPlatforms } from '../../src/platforms/social-platforms.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ORGANIZATION = 'org_test';

/** Ends an attempt as the death of its worker does: nothing of ours runs after it. */
class Crash extends Error {}

/** Where an attempt can be cut off, and what the platform can do to a call. */
const faults = [
  'before open',
  'after open',
  'before markSent',
  'after markSent',
  'dropped before accept',
  'dropped after accept',
  'crash after accept',
  'crash after answer',
  'before confirm',
  'after confirm',
  'temporary',
  'before settle',
  'after settle',
] as const;

type Fault = (typeof faults)[number];

let testDatabase: TestDatabase;
let database: Database;
let prisma: PrismaService;
let brandId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(loadConfig({ DATABASE_URL: testDatabase.url }));
  prisma = new PrismaService(database);
  await prisma.organization.create({ data: { id: ORGANIZATION } });
  ({ id: brandId } = await prisma.brand.create({
    data: { organizationId: ORGANIZATION, name: 'Acme', slug: 'acme' },
  }));
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.onApplicationShutdown();
  await testDatabase.drop();
});

/** A platform whose posts are a list, and which does to its next calls what it is told. */
class ScriptedPlatform implements SocialPlatform {
  readonly platform = 'TWITTER';
  readonly refreshesOnce = true;
  readonly out: { id: string; text: string; replyTo: string | null }[] = [];
  next: Fault[] = [];
  refusal: PlatformError | null = null;
  shows = true;

  metricsBatch = () => 100;
  prepare = async (): Promise<string | null> => null;
  readMetrics = () => Promise.reject(new Error('not asked for'));
  refresh = () => Promise.reject(new Error('not asked for'));

  async send({ text, replyTo }: PostDraft): Promise<PublishedPost> {
    if (this.refusal) throw this.refusal;
    if (this.takes('temporary')) throw new PlatformError('TEMPORARY', 'It could not be reached');
    if (this.takes('dropped before accept')) throw new PlatformError('OUTCOME_UNKNOWN', 'It did not answer');
    const post = { id: String(1_000 + this.out.length), text, replyTo };
    this.out.push(post);
    if (this.takes('dropped after accept')) throw new PlatformError('OUTCOME_UNKNOWN', 'It did not answer');
    if (this.takes('crash after accept') || this.takes('crash after answer')) throw new Crash();
    return { postId: post.id, permalink: `https://x.com/i/web/status/${post.id}` };
  }

  async find({ text, replyTo }: PostDraft): Promise<LookUp> {
    if (!this.shows) return { kind: 'CANNOT_TELL', reason: 'the platform does not let this account look' };
    const post = this.out.find((each) => each.text === text && each.replyTo === replyTo);
    return post ? { kind: 'FOUND', post: { postId: post.id, permalink: null } } : { kind: 'ABSENT' };
  }

  takes(fault: Fault): boolean {
    if (this.next[0] !== fault) return false;
    this.next.shift();
    return true;
  }
}

/** The ledger, with a worker that can die before and after each of its writes. */
class MortalLedger extends PublicationLedgerRepository {
  constructor(
    db: Database,
    private readonly platform: ScriptedPlatform,
  ) {
    super(db);
  }

  override open = this.mortal('open', super.open.bind(this));
  override markSent = this.mortal('markSent', super.markSent.bind(this));
  override confirm = this.mortal('confirm', super.confirm.bind(this));
  override settle = this.mortal('settle', super.settle.bind(this));

  private mortal<Args extends unknown[], T>(
    name: 'open' | 'markSent' | 'confirm' | 'settle',
    write: (...args: Args) => Promise<T>,
  ): (...args: Args) => Promise<T> {
    return async (...args) => {
      if (this.platform.takes(`before ${name}`)) throw new Crash();
      const result = await write(...args);
      if (this.platform.takes(`after ${name}`)) throw new Crash();
      return result;
    };
  }
}

/** What the suite must notice: without the row before the call, a call that was cut off has never been made. */
class ForgetfulLedger extends MortalLedger {
  constructor(db: Database, platform: ScriptedPlatform) {
    super(db, platform);
    const { open } = this;
    this.open = async (holder, ...rest) => {
      await db.query(`UPDATE publications SET status = 'PENDING' WHERE job_id = $1 AND status = 'SENT'`, [
        holder.jobId,
      ]);
      return open(holder, ...rest);
    };
  }
}

/** Publishes so many texts, ten at a time, each with one to four faults at random points. */
async function publishMany(count: number, Ledger: typeof MortalLedger) {
  const random = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)]!;
  const out: { text: string }[] = [];
  const lane = async () => {
    const worker = new Worker(Ledger);
    for (let left = count / 10; left > 0; left -= 1) {
      const job = await createJob();
      worker.platform.next = Array.from({ length: 1 + Math.floor(Math.random() * 4) }, () => random(faults));
      const { postId } = await worker.run(job, 12);
      expect(worker.platform.out).toContainEqual({ id: postId, text: job.posts[0], replyTo: null });
    }
    out.push(...worker.platform.out);
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  const posts = new Set(out.map(({ text }) => text)).size;
  return { posts, twice: out.length - posts };
}

interface Wanted {
  posts?: string[];
  status?: 'APPROVED' | 'DRAFT';
}

let serial = 0;

/** An approved text, an account, and a job that publishes the one on the other. */
async function createJob({ posts = [`Text ${++serial}`], status = 'APPROVED' }: Wanted = {}) {
  const isThread = posts.length > 1;
  const item = await prisma.contentItem.create({
    data: {
      organizationId: ORGANIZATION,
      brandId,
      jobId: createId(),
      topic: 'Topic',
      contentType: isThread ? 'THREAD' : 'POST',
      status,
      promptVersion: '1',
      model: 'test',
      variations: {
        create: { platform: 'TWITTER', content: posts.join('\n\n'), posts: isThread ? posts : [], characterCount: 1 },
      },
    },
    include: { variations: true },
  });
  const account = await prisma.socialAccount.create({
    data: {
      organizationId: ORGANIZATION,
      brandId,
      platform: 'TWITTER',
      platformId: String(++serial),
      accessToken: '-',
    },
  });
  const payload: PublishContentPayload = {
    contentVariationId: item.variations[0]!.id,
    socialAccountId: account.id,
    platform: 'TWITTER',
  };
  return { jobId: createId(), itemId: item.id, accountId: account.id, payload, posts };
}

type TestJob = Awaited<ReturnType<typeof createJob>>;

/** Runs attempts of jobs, as the engine does. */
class Worker {
  readonly platform = new ScriptedPlatform();
  readonly notified: NewNotification[] = [];
  private token = 0n;
  private readonly handler: PublishContentHandler;

  constructor(Ledger = MortalLedger) {
    const accounts: Pick<PlatformAccounts, 'use'> = {
      use: (_organizationId, _accountId, _signal, work) =>
        work({ platform: 'TWITTER', platformId: 'x', login: null, accessToken: '-' }),
    };
    const notifications = { notify: async (each: NewNotification) => void this.notified.push(each) };
    this.handler = new PublishContentHandler(
      new Ledger(database, this.platform),
      accounts as PlatformAccounts,
      { of: () => this.platform } as unknown as SocialPlatforms,
      notifications as never,
    );
  }

  /** One attempt under a token of its own. What an earlier call may still do is over by then. */
  async attempt({ jobId, payload }: TestJob, more: Partial<JobContext<PublishContentPayload>> = {}) {
    this.token += 1n;
    await database.query(
      `INSERT INTO jobs (id, organization_id, type, queue, payload, priority, max_attempts, run_at, created_at, updated_at)
       VALUES ($1, $2, 'PUBLISH_CONTENT', 'content-generation', '{}', 5, 4, now(), now(), now()) ON CONFLICT DO NOTHING`,
      [jobId, ORGANIZATION],
    );
    await database.query('DELETE FROM engine.unfinished WHERE job_id = $1', [jobId]);
    await database.query(
      `INSERT INTO engine.unfinished (job_id, queue, organization_id, phase, rank_at, run_at, token)
       VALUES ($1, 'content-generation', $2, 'x', now(), now(), $3)`,
      [jobId, ORGANIZATION, this.token],
    );
    await database.query(`UPDATE publications SET sent_at = sent_at - interval '33 seconds' WHERE job_id = $1`, [
      jobId,
    ]);
    return this.handler.handle({
      jobId,
      organizationId: ORGANIZATION,
      payload,
      attempt: 1,
      dryRun: false,
      token: this.token,
      signal: new AbortController().signal,
      effect: (write) => write(),
      progress: () => undefined,
      log: pino({ level: 'silent' }),
      ...more,
    });
  }

  /** Attempts until one is not cut off. @returns its result, or what it throws that no attempt mends */
  async run(job: TestJob, attempts = 8) {
    for (let left = attempts; left > 0; left -= 1) {
      try {
        return await this.attempt(job);
      } catch (error) {
        if ((error as Error).name === 'PermanentJobError') throw error;
      }
    }
    throw new Error('It did not end');
  }

  async fail(job: TestJob, error: string) {
    await database.query('DELETE FROM engine.unfinished WHERE job_id = $1', [job.jobId]);
    await this.handler.failed({ jobId: job.jobId, organizationId: ORGANIZATION, payload: job.payload, error });
  }
}

const ledgerOf = ({ payload }: TestJob) =>
  prisma.publication.findFirstOrThrow({ where: { variationId: payload.contentVariationId } });

describe('PUBLISH_CONTENT', () => {
  let worker: Worker;
  let out: ScriptedPlatform['out'];
  beforeEach(() => {
    worker = new Worker();
    ({ out } = worker.platform);
  });
  const codeOf = (run: Promise<unknown>) => run.then(String, (error: { code?: string }) => error.code);

  it('publishes what is approved, once, and says where it is', async () => {
    const job = await createJob();
    const result = await worker.attempt(job);
    expect(result).toMatchObject({ postId: out[0]!.id, permalink: expect.stringContaining(out[0]!.id) });
    expect(result.publishedAt).toBeInstanceOf(Date);
    expect(await ledgerOf(job)).toMatchObject({ status: 'CONFIRMED', postIds: [out[0]!.id], error: null });
    expect(await prisma.contentItem.findUnique({ where: { id: job.itemId } })).toMatchObject({ status: 'PUBLISHED' });
    expect(await worker.attempt(job)).toEqual(result);
    expect(out).toHaveLength(1);
  });

  it.each(faults)('is cut off "%s" and goes on without a second post', async (fault) => {
    const job = await createJob();
    // Only what follows a refusal writes what is settled.
    worker.platform.next = fault.endsWith('settle') ? ['dropped after accept', fault] : [fault];
    expect(await worker.run(job)).toMatchObject({ postId: out[0]!.id });
    expect(worker.platform.next).toEqual([]);
    expect(out).toHaveLength(1);
    expect(await ledgerOf(job)).toMatchObject({ status: 'CONFIRMED', postIds: [out[0]!.id] });
  });

  it('publishes many texts with up to four faults each, none twice', async () => {
    expect(await publishMany(100, MortalLedger)).toEqual({ posts: 100, twice: 0 });
  });

  it('would not, if the ledger forgot that a call was about to be made', async () => {
    const { twice } = await publishMany(50, ForgetfulLedger);
    expect(twice).toBeGreaterThan(0);
  });

  it('goes on with a thread where it broke off', async () => {
    const job = await createJob({ posts: ['One', 'Two', 'Three'] });
    worker.platform.next = ['after confirm'];
    await expect(worker.attempt(job)).rejects.toThrow(Crash);
    expect(await ledgerOf(job)).toMatchObject({ status: 'PENDING', postIds: ['1000'] });
    worker.platform.next = ['crash after accept'];
    expect(await worker.run(job)).toMatchObject({ postId: '1000' });
    expect(out).toEqual([
      { id: '1000', text: 'One', replyTo: null },
      { id: '1001', text: 'Two', replyTo: '1000' },
      { id: '1002', text: 'Three', replyTo: '1001' },
    ]);
    expect(await ledgerOf(job)).toMatchObject({ status: 'CONFIRMED', postIds: ['1000', '1001', '1002'] });
  });

  it('never posts again where nobody can tell, and says so', async () => {
    const job = await createJob();
    worker.platform.next = ['dropped after accept'];
    worker.platform.shows = false;
    const error = await worker.run(job).catch((thrown: Error & { code: string }) => thrown);
    expect(error).toMatchObject({
      code: 'PUBLISH_UNKNOWN',
      message: expect.stringContaining('may have been published'),
    });
    await worker.fail(job, (error as Error).message);
    expect(worker.notified).toMatchObject([{ kind: 'PUBLISH_UNKNOWN', jobId: job.jobId }]);
    expect(await ledgerOf(job)).toMatchObject({ status: 'UNKNOWN' });
    expect(out).toHaveLength(1);

    // Somebody runs it again when the platform shows its posts: what is out is adopted.
    worker.platform.shows = true;
    const again = { ...job, jobId: createId() };
    expect(await worker.run(again)).toMatchObject({ postId: out[0]!.id });
    expect(out).toHaveLength(1);
  });

  it('takes "duplicate" for a refusal at first, and for a reason to look after a doubt', async () => {
    const duplicate = new PlatformError('DUPLICATE', 'X has this post already');
    const first = await createJob();
    worker.platform.refusal = duplicate;
    expect(await codeOf(worker.run(first))).toBe('DUPLICATE_CONTENT');
    expect(await ledgerOf(first)).toMatchObject({ status: 'FAILED' });

    const second = await createJob();
    worker.platform.refusal = null;
    worker.platform.next = ['dropped before accept'];
    await expect(worker.attempt(second)).rejects.toMatchObject({ code: 'PUBLISH_UNKNOWN' });
    worker.platform.refusal = duplicate;
    expect(await codeOf(worker.run(second))).toBe('PUBLISH_UNKNOWN');
    expect(await ledgerOf(second)).toMatchObject({ status: 'UNKNOWN' });
  });

  it('does not take the post of another entry for its own', async () => {
    const first = await createJob({ posts: ['The same words'] });
    await worker.attempt(first);
    const second = await createJob({ posts: ['The same words'] });
    await prisma.publication.updateMany({
      where: { variationId: first.payload.contentVariationId },
      data: { platformId: 'x' },
    });
    worker.platform.next = ['dropped before accept'];
    expect(await codeOf(worker.run(second))).toBe('PUBLISH_UNKNOWN');
    expect(out).toHaveLength(1);
  });

  it('refuses what is not approved, not of the brand, published already or under way', async () => {
    expect(await codeOf(worker.attempt(await createJob({ status: 'DRAFT' })))).toBe('NOT_APPROVED');
    const job = await createJob();
    const other = await prisma.brand.create({ data: { organizationId: ORGANIZATION, name: 'B', slug: createId() } });
    await prisma.socialAccount.update({ where: { id: job.accountId }, data: { brandId: other.id } });
    expect(await codeOf(worker.attempt(job))).toBe('ACCOUNT_DOES_NOT_FIT');
    await prisma.socialAccount.update({ where: { id: job.accountId }, data: { brandId } });

    worker.platform.next = ['after open'];
    await expect(worker.attempt(job)).rejects.toThrow(Crash);
    const rival = { ...job, jobId: createId() };
    expect(await codeOf(worker.attempt(rival))).toBe('PUBLISH_UNDER_WAY');
    await worker.attempt(job);
    expect(await codeOf(worker.attempt(rival))).toBe('ALREADY_PUBLISHED');
    expect(out).toHaveLength(1);
  });

  it('publishes on an account that was connected again only what is not out there', async () => {
    const job = await createJob();
    await worker.attempt(job);
    const { platformId } = await prisma.socialAccount.delete({ where: { id: job.accountId } });
    const data = { organizationId: ORGANIZATION, brandId, platform: 'TWITTER' as const, platformId, accessToken: '-' };
    const { id: socialAccountId } = await prisma.socialAccount.create({ data });
    const again = { ...job, jobId: createId(), payload: { ...job.payload, socialAccountId } };
    expect(await codeOf(worker.attempt(again))).toBe('ALREADY_PUBLISHED');
  });

  it('sends nothing under a token that is not current', async () => {
    const job = await createJob();
    worker.platform.prepare = async () => {
      await database.query('UPDATE engine.unfinished SET token = token + 1000 WHERE job_id = $1', [job.jobId]);
      return null;
    };
    const late = worker.attempt(job);
    await expect(late).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(out).toEqual([]);
  });

  it('says that it may be out when it is cancelled in a call that does not answer', async () => {
    const job = await createJob();
    const cancelled = new AbortController();
    worker.platform.next = ['dropped before accept'];
    const run = worker.attempt(job, {
      signal: cancelled.signal,
      effect: (write) => {
        cancelled.abort(new RunAborted('CANCELLED'));
        return write();
      },
    });
    await expect(run).rejects.toMatchObject({ code: 'PUBLISH_UNKNOWN' });
    expect(worker.notified).toMatchObject([{ kind: 'PUBLISH_UNKNOWN', jobId: job.jobId }]);
  });

  it('says in a dry run what it would send, and leaves no trace', async () => {
    const job = await createJob({ posts: ['One', 'Two'] });
    expect(await worker.attempt(job, { dryRun: true })).toEqual({
      postId: null,
      publishedAt: null,
      permalink: null,
      plan: { platform: 'TWITTER', posts: 2, images: 0 },
    });
    expect(out).toEqual([]);
    expect(await prisma.publication.count({ where: { variationId: job.payload.contentVariationId } })).toBe(0);
  });

  it('closes the entry of a job that fails before anything is out', async () => {
    const job = await createJob();
    worker.platform.next = ['temporary'];
    await expect(worker.attempt(job)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    expect(await ledgerOf(job)).toMatchObject({ status: 'PENDING', error: 'It could not be reached' });
    await worker.fail(job, 'It could not be reached');
    expect(await ledgerOf(job)).toMatchObject({ status: 'FAILED' });
    expect(worker.notified).toEqual([]);
  });
});
