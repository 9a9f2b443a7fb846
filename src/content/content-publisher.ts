import { Injectable } from '@nestjs/common';
import { ContentGenerationProducer } from '../content-generation/content-generation.producer.js';
import type { OrganizationSession } from '../core/auth/session.js';
import { PublicationStatus } from '../core/database/enums.js';
import { ApiError } from '../core/http/api-error.js';
import { Coalescer } from '../core/queue/coalescer.js';
import type { Idempotency, JobWish } from '../core/queue/job-creator.js';
import type { Issue } from '../core/validation/validate.js';
import { type Admitted, JobAdmission } from '../jobs/job-admission.js';
import { TEXT_RULES } from '../platforms/text-rules.js';
import { requireApproved } from './content-state.js';
import {
  type ContentItem,
  ContentRepository,
  type ContentVariation,
  type TargetAccount,
} from './content.repository.js';

/** What is to be published where, and when; times as ISO 8601. */
export interface PublishRequest {
  readonly accounts: readonly { readonly variationId: string; readonly socialAccountId: string }[];
  readonly scheduledFor?: string | undefined;
}

interface Target {
  readonly variation: ContentVariation;
  readonly account: TargetAccount;
}

const YEAR_MS = 366 * 24 * 3_600_000;

/** Each holds a connection while it asks for others, of which the pool has 20. */
const AT_ONCE = { slots: 4, maxBatch: 1 };

/** Makes the jobs that publish an item, none twice for the same text and account. */
@Injectable()
export class ContentPublisher {
  private readonly turns = new Coalescer<() => Promise<Admitted>, Admitted>(
    (requests) => Promise.all(requests.map((request) => request())),
    AT_ONCE,
  );

  constructor(
    private readonly content: ContentRepository,
    private readonly admission: JobAdmission,
    private readonly producer: ContentGenerationProducer,
  ) {}

  /**
   * The item is locked until its jobs are written: what is edited meanwhile, or published again, comes after.
   * @throws {ApiError} 400, 429 of the throttle, 422, 404, 400 where the ids do not fit together, 409, 429 of the cap
   */
  async publish(
    session: OrganizationSession,
    id: string,
    request: PublishRequest,
    idempotency: Idempotency | null,
  ): Promise<Admitted> {
    if (request.scheduledFor !== undefined && Date.parse(request.scheduledFor) - Date.now() > YEAR_MS) {
      throw ApiError.validation([{ path: ['scheduledFor'], message: 'must be at most a year ahead' }]);
    }
    const admit = () =>
      this.admission.admit(session, request.accounts.length, idempotency, () =>
        this.prepare(session.organizationId, id, request),
      );
    return this.turns.submit(() => this.content.whileLocked(session.organizationId, id, admit));
  }

  private async prepare(
    organizationId: string,
    id: string,
    { accounts: pairs, scheduledFor }: PublishRequest,
  ): Promise<JobWish[]> {
    const item = await this.content.find(organizationId, id);
    if (!item) throw ApiError.notFound('contentItem');
    const found = await this.content.findAccounts(
      organizationId,
      pairs.map(({ socialAccountId }) => socialAccountId),
    );
    const targets = pairs.map(({ variationId, socialAccountId }): Target => ({
      variation: item.variations.find((each) => each.id === variationId) ?? missing('contentVariation'),
      account: found.find((each) => each.id === socialAccountId) ?? missing('socialAccount'),
    }));
    const issues = targets.flatMap((target, index) => misfits(item, target, index));
    if (issues.length > 0) throw ApiError.validation(issues);
    requireApproved(item);
    await this.requireNew(organizationId, targets);
    return targets.map(({ variation, account }) =>
      this.producer.publish(item.brandId, {
        contentVariationId: variation.id,
        socialAccountId: account.id,
        platform: account.platform,
        ...(scheduledFor !== undefined && { scheduledFor }),
      }),
    );
  }

  /** What was cut off may be asked for again: its job looks for the post before it sends one. */
  private async requireNew(organizationId: string, targets: readonly Target[]): Promise<void> {
    const ledger = targets.flatMap((target) => publicationsOn(target));
    const [pairs, jobs] = await Promise.all([
      this.content.findUnfinished(
        organizationId,
        targets.map(({ variation }) => variation.id),
      ),
      this.content.findUnfinishedJobs(ledger.map(({ jobId }) => jobId)),
    ]);
    for (const target of targets) {
      const { variation, account } = target;
      const publications = publicationsOn(target);
      if (publications.some(({ status }) => status === PublicationStatus.CONFIRMED)) {
        throw conflict(target, 'is published already');
      }
      const isUnderWay =
        publications.some(({ jobId }) => jobs.includes(jobId)) ||
        pairs.some((pair) => pair.variationId === variation.id && pair.socialAccountId === account.id);
      if (isUnderWay) throw conflict(target, 'is on its way already');
    }
  }
}

/** By the account's id on the platform, which stays the same when it is removed here and connected again. */
function publicationsOn({ variation, account }: Target) {
  return variation.publications.filter(({ platformId }) => platformId === account.platformId);
}

function misfits(item: ContentItem, { variation, account }: Target, index: number): Issue[] {
  const path = ['accounts', index, 'socialAccountId'];
  if (account.brandId !== item.brandId) return [{ path, message: 'must be an account of the brand of the content' }];
  if (account.platform !== variation.platform) return [{ path, message: `must be an account on ${nameOf(variation)}` }];
  return [];
}

function conflict({ variation, account }: Target, claim: string): ApiError {
  const who = account.displayName ?? account.username ?? account.platformId;
  return ApiError.conflict(`The text for ${nameOf(variation)} ${claim} on ${who}.`, {
    variationId: variation.id,
    socialAccountId: account.id,
  });
}

function nameOf({ platform }: Pick<ContentVariation, 'platform'>): string {
  return TEXT_RULES[platform].name;
}

function missing(resource: string): never {
  throw ApiError.notFound(resource);
}
