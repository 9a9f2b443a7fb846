import { Injectable } from '@nestjs/common';
import type { OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { CreationThrottle } from '../core/http/creation-throttle.js';
import type { JobContract } from '../core/queue/define-job.js';
import type { Job } from '../core/queue/job.js';
import { type Idempotency, JobCreator, type JobWish } from '../core/queue/job-creator.js';
import { JobReferences } from '../core/queue/job-references.js';
import { JobRegistry } from '../core/queue/job-registry.js';
import type { Created } from '../core/queue/repository/create-jobs.js';
import { type Issue, validate } from '../core/validation/validate.js';
import type { CreateJobBody } from './create-job.dto.js';

const YEAR_MS = 366 * 24 * 3_600_000;

/** Jobs that were created, or an earlier answer that is given again. */
export interface Admitted {
  jobs: Job[];
  replayed: boolean;
}

/** Decides, in api.md's order, whether jobs that are asked for are created: shape, throttle, key, what ids name, cap. */
@Injectable()
export class JobAdmission {
  constructor(
    private readonly registry: JobRegistry,
    private readonly references: JobReferences,
    private readonly throttle: CreationThrottle,
    private readonly creator: JobCreator,
  ) {}

  /**
   * @param place puts an issue's path where the job stands in the request
   * @throws {ApiError} 400 for what does not fit
   */
  read(
    body: CreateJobBody,
    session: OrganizationSession,
    place: (path: Issue['path']) => Issue['path'] = (path) => path,
  ): JobWish {
    const contract = this.registry.find(body.type);
    if (!contract) {
      const known = this.registry.types.join(', ');
      throw ApiError.validation([{ path: place(['type']), message: `must be one of ${known}` }]);
    }
    const payload = this.readPayload(contract, body, session, place);
    const brandId = brandOf(payload);
    if (body.brandId !== undefined && brandId !== undefined && body.brandId !== brandId) {
      throw ApiError.validation([{ path: place(['brandId']), message: 'must be the brandId of the payload' }]);
    }
    const runAt = body.runAt === undefined ? null : new Date(body.runAt);
    if (runAt && !(runAt.getTime() - Date.now() <= YEAR_MS)) {
      throw ApiError.validation([{ path: place(['runAt']), message: 'must be a time at most a year ahead' }]);
    }
    return {
      contract,
      payload,
      options: {
        brandId: body.brandId ?? brandId ?? null,
        runAt,
        ...(body.priority && { priority: body.priority }),
        ...(body.dryRun && { dryRun: true }),
      },
    };
  }

  /** @throws {ApiError} 400 whose issues begin with the entry's index */
  readBatch(bodies: CreateJobBody[], session: OrganizationSession): JobWish[] {
    return bodies.map((body, index) => this.read(body, session, (path) => [index, ...path]));
  }

  /** Creates what was asked for, where everything that it names exists. */
  create(session: OrganizationSession, wishes: JobWish[], idempotency: Idempotency | null): Promise<Admitted> {
    return this.admit(session, wishes.length, idempotency, async () => wishes);
  }

  /**
   * Creates jobs that only the state of something tells.
   * @param count how many jobs the request asks for, for the throttle
   * @param prepare makes the jobs, or throws the 404 or 409 that stands against them
   * @throws {ApiError} in api.md's order: 429 of the throttle, 422, 404, 409, 429 of the cap
   */
  async admit(
    session: OrganizationSession,
    count: number,
    idempotency: Idempotency | null,
    prepare: () => Promise<JobWish[]>,
  ): Promise<Admitted> {
    await this.throttle.take(session, count);
    const earlier = idempotency && (await this.creator.findEarlier(session, idempotency));
    if (earlier) return answer(earlier);
    const wishes = await prepare();
    const named = wishes.flatMap(({ contract, payload, options }) => [
      ...contract.references(payload),
      ...(options.brandId ? [{ resource: 'brand', id: options.brandId }] : []),
    ]);
    const missing = await this.references.findMissing(session.organizationId, named);
    if (missing) throw ApiError.notFound(missing.resource);
    return answer(await this.creator.create(session, wishes, idempotency));
  }

  private readPayload(
    contract: JobContract,
    body: CreateJobBody,
    session: OrganizationSession,
    place: (path: Issue['path']) => Issue['path'],
  ): object {
    const sent = { ...body.payload };
    // Either place is enough for the brand, if the type has one.
    if (body.brandId !== undefined && 'brandId' in contract.example) sent.brandId ??= body.brandId;
    const checked = validate(contract.payload, sent);
    if ('issues' in checked) {
      throw ApiError.payloadInvalid(
        contract.type,
        checked.issues.map((issue) => ({ ...issue, path: place(issue.path) })),
      );
    }
    if (
      'organizationId' in checked.value &&
      (checked.value.organizationId ?? session.organizationId) !== session.organizationId
    ) {
      const issue = { path: place(['organizationId']), message: "must be the token's organization, if given" };
      throw ApiError.payloadInvalid(contract.type, [issue]);
    }
    return checked.value;
  }
}

function answer(created: Created): Admitted {
  switch (created.kind) {
    case 'created':
      return { jobs: created.jobs, replayed: false };
    case 'replayed':
      return { jobs: created.jobs, replayed: true };
    case 'key-reused':
      throw ApiError.idempotencyKeyReused();
    case 'too-many':
      throw ApiError.tooManyJobs(created.limit, created.unfinished);
  }
}

function brandOf(payload: object): string | undefined {
  return 'brandId' in payload && typeof payload.brandId === 'string' ? payload.brandId : undefined;
}
