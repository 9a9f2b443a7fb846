import { Inject, Injectable } from '@nestjs/common';
import type { OrganizationSession } from '../core/auth/session.js';
import { CONFIG, type Config } from '../core/config/config.js';
import type { JobType } from '../core/database/enums.js';
import { ApiError } from '../core/http/api-error.js';
import type { JobContract } from '../core/queue/define-job.js';
import type { JobWish } from '../core/queue/job-creator.js';
import { JobRegistry } from '../core/queue/job-registry.js';
import { type Issue, validate } from '../core/validation/validate.js';
import { CreateJobBody, MAX_BATCH } from './create-job.dto.js';

const YEAR_MS = 366 * 24 * 3_600_000;

/** What is wrong with a job that is asked for: with its payload, if it names a type, or around it. */
interface Refusal {
  issues: Issue[];
  payloadOf?: JobType;
}

/** Reads a job that is asked for: its payload against the class of its type, and what must agree around it. */
@Injectable()
export class JobReader {
  constructor(
    private readonly registry: JobRegistry,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws {ApiError} 400 for what does not fit; `INVALID_PAYLOAD` has paths within the payload */
  read(body: CreateJobBody, session: OrganizationSession): JobWish {
    const read = this.check(body, session);
    if ('issues' in read) throw toError(read);
    return read;
  }

  /** @throws {ApiError} 400 with what is wrong with any entry, each path beginning with the entry's index */
  readBatch(entries: readonly unknown[], session: OrganizationSession): JobWish[] {
    const most = Math.min(MAX_BATCH, this.config.ORG_MAX_UNFINISHED_JOBS);
    if (entries.length > most)
      throw ApiError.validation([{ path: ['jobs'], message: `must contain no more than ${most} elements` }]);
    const reads = entries.map((entry) => {
      const shaped = validate(CreateJobBody, entry);
      return 'issues' in shaped ? shaped : this.check(shaped.value, session);
    });
    const refusals = reads.flatMap((read: JobWish | Refusal, index): Refusal[] =>
      'issues' in read
        ? [{ ...read, issues: read.issues.map(({ path, message }) => ({ path: [index, ...path], message })) }]
        : [],
    );
    if (refusals[0]) throw toError({ ...refusals[0], issues: refusals.flatMap(({ issues }) => issues) });
    return reads.filter((read) => 'contract' in read);
  }

  private check(body: CreateJobBody, session: OrganizationSession): JobWish | Refusal {
    const contract = this.registry.find(body.type);
    if (!contract) return wrong('type', `must be one of ${this.registry.types.join(', ')}`);
    const checked = validate(contract.payload, withBrand(body, contract));
    if ('issues' in checked) return { ...checked, payloadOf: contract.type };
    const payload: { organizationId?: unknown; brandId?: unknown } = checked.value;
    if ((payload.organizationId ?? session.organizationId) !== session.organizationId)
      return { ...wrong('organizationId', "must be the token's organization, if given"), payloadOf: contract.type };

    const brandId = typeof payload.brandId === 'string' ? payload.brandId : body.brandId;
    if (body.brandId !== undefined && body.brandId !== brandId)
      return wrong('brandId', 'must be the brandId of the payload');
    const planned = contract.runAt?.(checked.value) ?? null;
    const text = planned?.at ?? body.runAt;
    const runAt = text === undefined ? null : new Date(text);
    if (planned && body.runAt !== undefined && new Date(body.runAt).getTime() !== runAt!.getTime())
      return wrong('runAt', `must be the ${planned.field} of the payload, if given`);
    if (runAt && runAt.getTime() - Date.now() > YEAR_MS)
      return wrong(planned?.field ?? 'runAt', 'must be at most a year ahead');
    return {
      contract,
      payload,
      options: {
        brandId: brandId ?? null,
        // The first years of the calendar mean now, too, but PostgreSQL has no year 0.
        runAt: runAt && runAt.getTime() > 0 ? runAt : null,
        ...(body.priority && { priority: body.priority }),
        ...(body.dryRun && { dryRun: true }),
      },
    };
  }
}

/** Either place is enough for the brand, if the type has one. */
function withBrand({ payload, brandId }: CreateJobBody, contract: JobContract): object {
  if (brandId === undefined || !('brandId' in contract.example) || 'brandId' in payload) return payload;
  return { ...payload, brandId };
}

function wrong(field: string, message: string): Refusal {
  return { issues: [{ path: [field], message }] };
}

function toError({ issues, payloadOf }: Refusal): ApiError {
  return payloadOf ? ApiError.payloadInvalid(payloadOf, issues) : ApiError.validation(issues);
}
