import { IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { JobType } from '../../../src/core/database/enums.js';
import { defineJob } from '../../../src/core/queue/define-job.js';
import type { QueueDefinition } from '../../../src/core/queue/define-queue.js';

/**
 * What a job of the suite does. `deaf` is `slow` without heeding its signal, `storm` ends, snoozes or fails by chance;
 * those from `throw-string` on are poison.
 */
export const deeds = [
  'echo',
  'slow',
  'deaf',
  'effect',
  'storm',
  'throw-string',
  'throw-later',
  'reject-later',
  'block',
  'exit',
  'cycle',
  'huge',
] as const;

export type Deed = (typeof deeds)[number];

/** The suite's own payload. */
export class ChaosPayload {
  /** By which the client knows the job again; the same as its Idempotency-Key. */
  @IsString()
  label!: string;

  @IsIn(deeds)
  deed!: Deed;

  /** Milliseconds before the deed; an effect's intent is written before them. */
  @IsOptional()
  @IsInt()
  beforeMs?: number;

  /** Milliseconds between the deed and the return. */
  @IsOptional()
  @IsInt()
  afterMs?: number;
}

/** Says under which token the work was done, so that an outcome accepted under another can be told. */
export class ChaosResult {
  token!: string;
}

export const chaosQueue: QueueDefinition = {
  name: 'chaos',
  concurrency: () => Number(process.env.CHAOS_CONCURRENCY),
};

/** The only job type of the processes under test. It borrows a name that the database knows. */
export const chaosJob = defineJob({
  type: JobType.GENERATE_CONTENT,
  queue: chaosQueue.name,
  payload: ChaosPayload,
  result: ChaosResult,
  timeLimitMs: Number(process.env.CHAOS_TIME_LIMIT_MS),
  summary: 'What the suite wants done',
  example: { label: 'example', deed: 'echo' },
  references: () => [],
});
