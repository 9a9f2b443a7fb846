import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { ContentStatus } from '../../core/database/enums.js';
import { PermanentJobError, TransientJobError } from '../../core/queue/job-errors.js';
import { RunAborted } from '../../core/queue/lease.js';
import type { FailedJob, JobContext, JobHandler } from '../../core/queue/job-handler.js';
import { NotificationsProducer } from '../../notifications/notifications.producer.js';
import { PlatformAccounts } from '../../platforms/accounts/platform-accounts.js';
import { PlatformError, toJobError } from '../../platforms/platform-error.js';
import type {
  LookUp,
  PlatformAccount,
  PostDraft,
  PublishedPost,
  SocialPlatform,
} from '../../platforms/social-platform.js';
import { SocialPlatforms } from '../../platforms/social-platforms.js';
import { checkVariation, TEXT_RULES } from '../../platforms/text-rules.js';
import { type LedgerEntry, type Publishable, PublicationLedgerRepository } from './publication-ledger.repository.js';
import type { publishContent, PublishContentPayload, PublishContentResult } from './publish-content.job.js';

type Context = JobContext<PublishContentPayload>;

/** An entry of the ledger and what it takes to go on with it. */
interface Publishing {
  readonly context: Context;
  readonly publishable: Publishable;
  readonly account: PlatformAccount;
  readonly platform: SocialPlatform;
}

type Absent = Extract<LookUp, { kind: 'ABSENT' }>;

/** Posts are looked for from this long before the call that may have made them: the clocks, and an earlier call in doubt. */
const LOOK_BACK_MS = 10 * 60_000;

/** How long a call that is under way may go on after the job was told to stop: most tell their outcome within it. */
const LINGER_MS = 4_000;

/**
 * Publishes an approved text once. Every call that makes a post public is in the ledger before it is made; one whose outcome
 * is not known is looked up on the platform, and made again only when nothing is out (docs/adr/0010).
 */
@Injectable()
export class PublishContentHandler implements JobHandler<typeof publishContent> {
  constructor(
    private readonly ledger: PublicationLedgerRepository,
    private readonly accounts: PlatformAccounts,
    private readonly platforms: SocialPlatforms,
    private readonly notifications: NotificationsProducer,
  ) {}

  async handle(context: Context): Promise<PublishContentResult> {
    const { organizationId, payload, dryRun, signal } = context;
    const { contentVariationId, socialAccountId } = payload;
    if (dryRun) return plan(await this.ledger.read(organizationId, contentVariationId, socialAccountId), payload);

    const open = () =>
      this.ledger.open(context, contentVariationId, socialAccountId, (publishable) => refuse(publishable, payload));
    let opened: Awaited<ReturnType<typeof open>> | null = await open();
    if (opened.entry.status === 'CONFIRMED') return toResult(opened.entry);
    const published = this.accounts.use(organizationId, socialAccountId, signal, async (account) => {
      const { entry, publishable } = opened ?? (await open());
      opened = null;
      const platform = this.platforms.of(publishable.platform);
      return this.publish(entry, { context, publishable, account, platform });
    });
    return toResult(
      await published.catch((error: unknown) => {
        throw error instanceof PlatformError ? toJobError(error) : error;
      }),
    );
  }

  /** Says that a text may be out where nobody can know, and closes the entry of one that surely is not. */
  async failed({ organizationId, jobId, payload, error }: FailedJob<PublishContentPayload>): Promise<void> {
    if (!(await this.ledger.giveUp(jobId, error))) return;
    await this.tellInDoubt(organizationId, jobId, payload);
  }

  private async publish(entry: LedgerEntry, publishing: Publishing): Promise<LedgerEntry> {
    const { posts, mediaUrls } = publishing.publishable;
    let current = entry;
    for (let place = entry.postIds.length; place < posts.length; place++) {
      const draft = {
        text: posts[place]!,
        imageUrls: place === 0 ? mediaUrls : [],
        replyTo: current.postIds.at(-1) ?? null,
      };
      current = await this.publishPost(current, draft, publishing);
      publishing.context.progress(Math.floor((100 * (place + 1)) / posts.length));
    }
    return current;
  }

  private async publishPost(entry: LedgerEntry, draft: PostDraft, publishing: Publishing): Promise<LedgerEntry> {
    const { context, account, platform } = publishing;
    const isDoubted = entry.status === 'SENT' || entry.status === 'UNKNOWN';
    // Instagram's container cannot be published twice: what may have been sent is sent again as it was prepared.
    let prepared: string | null = null;
    if (isDoubted) {
      await delay(entry.underWayMs, undefined, { signal: context.signal });
      const look = await this.lookUp(entry, draft, publishing);
      if ('postId' in look) return this.confirm(entry, entry.sentAt!, look, publishing);
      prepared = look.stale ? null : entry.prepared;
    }
    if (prepared === null && entry.postIds.length === 0) {
      const preparing = platform.prepare(draft, account, context.signal);
      prepared = await this.orSettle(entry, entry.sentAt, isDoubted, preparing);
      await this.ledger.keepPrepared(entry, prepared);
    }
    const sentAt = await this.ledger.markSent(entry, context);
    const sent = await this.send(entry, sentAt, isDoubted, draft, prepared, publishing);
    return this.confirm(entry, sentAt, sent, publishing);
  }

  /** @throws whatever a call that confirmed nothing means; the ledger has it by then */
  private async send(
    entry: LedgerEntry,
    sentAt: Date,
    isDoubted: boolean,
    draft: PostDraft,
    prepared: string | null,
    publishing: Publishing,
  ): Promise<PublishedPost> {
    const { context, account, platform } = publishing;
    const linger = lingerOn(context.signal, LINGER_MS);
    let isCalled = false;
    const call = context.effect(() => {
      isCalled = true;
      return platform.send(draft, prepared, account, linger.signal);
    });
    try {
      return await call;
    } catch (error) {
      if (isCalled && (!(error instanceof PlatformError) || error.kind === 'OUTCOME_UNKNOWN'))
        throw await this.doubt(entry, sentAt, error, publishing);
      if (isDoubted && error instanceof PlatformError && error.kind === 'DUPLICATE') {
        const doubted = { ...entry, sentAt, prepared };
        const earlier = error.earlierPostId === null ? null : { postId: error.earlierPostId, permalink: null };
        const found = earlier ?? (await this.lookUp(doubted, draft, publishing));
        if ('postId' in found) return found;
        await this.ledger.settle(entry.id, sentAt, 'UNKNOWN', error.message);
        throw inDoubt('the platform says that it has it already, and does not show it', error);
      }
      return this.orSettle(entry, sentAt, isDoubted, call);
    } finally {
      linger.stop();
    }
  }

  /** The call may have worked: it is looked up by the next attempt, or by whoever is told. */
  private async doubt(entry: LedgerEntry, sentAt: Date, cause: unknown, { context }: Publishing): Promise<Error> {
    await this.ledger.settle(entry.id, sentAt, 'UNKNOWN', 'The platform did not say whether it worked');
    // A cancelled job has no next attempt that would look it up.
    if (context.signal.reason instanceof RunAborted && context.signal.reason.why === 'CANCELLED')
      await this.tellInDoubt(context.organizationId, context.jobId, context.payload);
    const sentence =
      'The platform did not say whether the post was published; it may have been, and is looked up first';
    return new TransientJobError(sentence, { code: 'PUBLISH_UNKNOWN', cause });
  }

  /**
   * @returns the post, or that nothing is out
   * @throws {PermanentJobError} `PUBLISH_UNKNOWN` when nobody can tell
   */
  private async lookUp(entry: LedgerEntry, draft: PostDraft, publishing: Publishing): Promise<PublishedPost | Absent> {
    const { context, account, platform } = publishing;
    const since = new Date(entry.sentAt!.getTime() - LOOK_BACK_MS);
    const prepared = entry.postIds.length === 0 ? entry.prepared : null;
    const answer = await platform.find(draft, prepared, since, account, context.signal).catch(cannotTell);
    context.log.info({ found: answer.kind }, 'looked up a post whose outcome was not known');
    if (answer.kind === 'ABSENT') return answer;
    const isOurs =
      answer.kind === 'FOUND' &&
      !(await this.ledger.isAnothers(entry.id, account.platform, account.platformId, answer.post.postId));
    if (isOurs) return answer.post;
    const reason = answer.kind === 'FOUND' ? 'another text like it is published' : answer.reason;
    await this.ledger.settle(entry.id, entry.sentAt, 'UNKNOWN', reason);
    throw inDoubt(reason);
  }

  private confirm(
    entry: LedgerEntry,
    sentAt: Date,
    post: PublishedPost,
    { publishable }: Publishing,
  ): Promise<LedgerEntry> {
    return this.ledger.confirm(entry.id, sentAt, post, entry.postIds.length + 1 === publishable.posts.length);
  }

  /** Keeps in the ledger that a step surely published nothing. A doubt that was there before stays. */
  private async orSettle<T>(entry: LedgerEntry, sentAt: Date | null, isDoubted: boolean, step: Promise<T>): Promise<T> {
    try {
      return await step;
    } catch (error) {
      const isFinal = error instanceof PlatformError && !MENDABLE.has(error.kind);
      const status = isFinal ? 'FAILED' : isDoubted ? 'UNKNOWN' : 'PENDING';
      const sentence = error instanceof PlatformError ? error.message : 'The attempt was cut off before the call';
      await this.ledger.settle(entry.id, sentAt, status, sentence);
      throw error;
    }
  }

  private tellInDoubt(organizationId: string, jobId: string, payload: PublishContentPayload): Promise<void> {
    const { name } = TEXT_RULES[payload.platform];
    return this.notifications.notify({
      organizationId,
      jobId,
      kind: 'PUBLISH_UNKNOWN',
      sentence: `A post may have been published on ${name}, and nobody can tell from here: look there before you publish it again.`,
      resource: `/api/jobs/${jobId}`,
    });
  }
}

/** What a later attempt may not meet again. */
const MENDABLE: ReadonlySet<string> = new Set(['TEMPORARY', 'RATE_LIMITED', 'TOKEN_DEAD']);

/** @throws {PermanentJobError} where the text may not go out on that account */
function refuse({ status, platform, contentType, posts, account }: Publishable, payload: PublishContentPayload): void {
  if (!account.isOfBrand || platform !== payload.platform)
    throw new PermanentJobError('The account is not one of this brand on this platform', {
      code: 'ACCOUNT_DOES_NOT_FIT',
    });
  if (status !== ContentStatus.APPROVED && status !== ContentStatus.PUBLISHED)
    throw new PermanentJobError(`The content is ${status}; only what is approved is published`, {
      code: 'NOT_APPROVED',
    });
  const broken = checkVariation(platform, posts.length === 1 ? posts[0]! : posts, contentType);
  if (broken.length > 0) throw new PermanentJobError(broken.join(' '), { code: 'CONTENT_REFUSED' });
}

function plan(publishable: Publishable, payload: PublishContentPayload): PublishContentResult {
  refuse(publishable, payload);
  const { platform, posts, mediaUrls } = publishable;
  const what = { platform, posts: posts.length, images: mediaUrls.length };
  return { postId: null, publishedAt: null, permalink: null, plan: what };
}

function toResult({ postIds, publishedAt, permalink }: LedgerEntry): PublishContentResult {
  return { postId: postIds[0] ?? null, publishedAt, permalink };
}

/** A platform that does not let us look cannot tell; one that has a bad moment can, later. */
function cannotTell(error: unknown): LookUp {
  if (!(error instanceof PlatformError) || MENDABLE.has(error.kind)) throw error;
  return { kind: 'CANNOT_TELL', reason: error.message };
}

function inDoubt(reason: string, cause?: unknown): PermanentJobError {
  return new PermanentJobError(`It may have been published: ${reason}`, { code: 'PUBLISH_UNKNOWN', cause });
}

/** Aborts as `signal` does, but so much later. */
function lingerOn(signal: AbortSignal, ms: number): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => (timer = setTimeout(() => controller.abort(signal.reason), ms));
  signal.addEventListener('abort', begin, { once: true });
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', begin);
    },
  };
}
