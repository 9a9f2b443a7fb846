import type { Type } from '@nestjs/common';
import type { JobType, Platform } from '../database/enums.js';

/** Something that a payload names by id and that must exist in the caller's organization. */
export interface Reference {
  /** As the API names it in `details.resource`, such as `brand`. */
  readonly resource: string;
  readonly id: string;
  /** The platform that the payload says it is of; absent where it says none. */
  readonly platform?: Platform;
}

/**
 * The contract of one kind of work: what a caller sends, what the worker gives back, where and how long it runs.
 * A job type's folder exports exactly one, made by {@link defineJob}.
 */
export interface JobContract<
  Name extends JobType = JobType,
  Payload extends object = object,
  Result extends object = object,
> {
  /** The permanent name, a value of the `JobType` enum. */
  readonly type: Name;
  /** The queue whose workers run it. */
  readonly queue: string;
  /** The class whose class-validator decorators every payload must satisfy, at creation and again before the handler runs. */
  readonly payload: Type<Payload>;
  /** The class that describes the result in the API's document. */
  readonly result: Type<Result>;
  /** How long one attempt may take, in milliseconds; past it the attempt is aborted and retried. */
  readonly timeLimitMs: number;
  /** One line for the API's document. */
  readonly summary: string;
  /** A payload that is valid in shape; shown in the API's document and checked against the class by a test. */
  readonly example: Payload;
  /** What a payload names; each must exist when the job is created. */
  references(payload: Payload): Reference[];
  /** When it is to run, where the payload says so itself: then it is the job's `runAt`. */
  runAt?(payload: Payload): { readonly field: string; readonly at: string } | null;
}

/** Declares a job type. Being typed by its classes, a producer cannot send what its handler cannot read. */
export function defineJob<const Name extends JobType, Payload extends object, Result extends object>(
  contract: JobContract<Name, Payload, Result>,
): JobContract<Name, Payload, Result> {
  return Object.freeze(contract);
}

/** The payload that a contract's handler receives. */
export type PayloadOf<Contract> = Contract extends JobContract<JobType, infer Payload, object> ? Payload : never;

/** The result that a contract's handler must return. */
export type ResultOf<Contract> = Contract extends JobContract<JobType, object, infer Result> ? Result : never;
