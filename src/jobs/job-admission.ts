import { Injectable } from '@nestjs/common';
import type { OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { CreationThrottle } from '../core/http/creation-throttle.js';
import type { Reference } from '../core/queue/define-job.js';
import type { Job } from '../core/queue/job.js';
import { type Idempotency, JobCreator, type JobWish } from '../core/queue/job-creator.js';
import { JobReferences } from '../core/queue/job-references.js';
import type { Issue } from '../core/validation/validate.js';
import type { Created } from '../core/queue/repository/create-jobs.js';

/** Jobs that were created, or an earlier answer that is given again. */
export interface Admitted {
  jobs: Job[];
  replayed: boolean;
}

/** Decides, in this order, whether jobs that are asked for are created: throttle, key, what ids name, state, cap. */
@Injectable()
export class JobAdmission {
  constructor(
    private readonly references: JobReferences,
    private readonly throttle: CreationThrottle,
    private readonly creator: JobCreator,
  ) {}

  /** Creates what was asked for, where everything that it names exists. */
  create(session: OrganizationSession, wishes: JobWish[], idempotency: Idempotency | null): Promise<Admitted> {
    return this.admit(session, wishes.length, idempotency, async () => wishes);
  }

  /** Creates the entries of a batch: the path of an issue begins with the index of its entry. */
  createBatch(session: OrganizationSession, wishes: JobWish[], idempotency: Idempotency | null): Promise<Admitted> {
    return this.admit(
      session,
      wishes.length,
      idempotency,
      async () => wishes,
      (index) => [index],
    );
  }

  /**
   * Creates jobs that only the state of something tells.
   * @param count how many jobs the request asks for, for the throttle
   * @param prepare makes the jobs, or throws the 404 or 409 that stands against them
   * @param pathOf where in the request a job's payload is, by its index
   * @throws {ApiError} in this order: 429 of the throttle, 422, 404, 400 where what is named does not fit, 409, 429 of the cap
   */
  async admit(
    session: OrganizationSession,
    count: number,
    idempotency: Idempotency | null,
    prepare: () => Promise<JobWish[]>,
    pathOf: (index: number) => Issue['path'] = () => [],
  ): Promise<Admitted> {
    const earlier = await this.findEarlier(session, count, idempotency);
    if (earlier) return earlier;
    const wishes = await prepare();
    await this.requireReferences(session.organizationId, wishes, pathOf);
    return answer(await this.creator.create(session, wishes, idempotency));
  }

  /**
   * Creates, of jobs that each run another one again, those for which everything still exists, up to the cap. Counts as
   * one request in the throttle.
   * @throws {ApiError} 429 of the throttle, 422
   */
  async admitRetries(
    session: OrganizationSession,
    idempotency: Idempotency | null,
    prepare: () => Promise<JobWish[]>,
  ): Promise<Admitted> {
    const earlier = await this.findEarlier(session, 1, idempotency);
    if (earlier) return earlier;
    const named = (await prepare()).map((wish) => ({ wish, references: namedBy(wish) }));
    const { missing, unfit } = await this.references.check(
      session.organizationId,
      named.flatMap(({ references }) => references),
    );
    const wrong = new Set([...missing, ...unfit]);
    const wishes = named.flatMap(({ wish, references }) =>
      references.some((reference) => wrong.has(reference)) ? [] : [wish],
    );
    return answer(await this.creator.createRetries(session, wishes, idempotency));
  }

  /**
   * @param pathOf where the payload of the wish with this index stands in what was asked for
   * @throws {ApiError} 404 where the organization has not what the wishes name; 400 where that is of another platform
   */
  async requireReferences(
    organizationId: string,
    wishes: JobWish[],
    pathOf: (index: number) => Issue['path'] = () => [],
  ): Promise<void> {
    const named = wishes.map(namedBy);
    const { missing, unfit } = await this.references.check(organizationId, named.flat());
    if (missing[0]) throw ApiError.notFound(missing[0].resource);
    const misfits = wishes.flatMap(({ contract: { type } }, index) => {
      const reference = named[index]!.find((each) => unfit.includes(each));
      const message = `platform must be that of the ${reference?.resource}`;
      return reference ? [{ type, issue: { path: [...pathOf(index), 'platform'], message } }] : [];
    });
    if (misfits[0])
      throw ApiError.payloadInvalid(
        misfits[0].type,
        misfits.map(({ issue }) => issue),
      );
  }

  private async findEarlier(
    session: OrganizationSession,
    count: number,
    idempotency: Idempotency | null,
  ): Promise<Admitted | null> {
    await this.throttle.take(session, count);
    const earlier = idempotency && (await this.creator.findEarlier(session, idempotency));
    return earlier && answer(earlier);
  }
}

function namedBy({ contract, payload, options: { brandId } }: JobWish): Reference[] {
  return [...contract.references(payload), ...(brandId ? [{ resource: 'brand', id: brandId }] : [])];
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
