import { IsIn, IsInt, IsNumber, IsOptional } from 'class-validator';
import { JobType } from '../../src/core/database/enums.js';
import { defineJob } from '../../src/core/queue/define-job.js';
import type { QueueDefinition } from '../../src/core/queue/define-queue.js';

/** What a job of the bench carries. */
export class NoopPayload {
  /** The moment at which create was called, by the clock that all processes of the machine share. */
  @IsNumber()
  at!: number;

  /** Milliseconds that the handler sleeps; absent: it returns at once. */
  @IsOptional()
  @IsInt()
  workMs?: number;
}

/** Says that it was done. */
export class NoopResult {
  @IsIn([true])
  ok!: true;
}

export const benchQueue: QueueDefinition = {
  name: 'bench',
  concurrency: () => Number(process.env.BENCH_CONCURRENCY),
};

/** The only job type of the bench's processes. It borrows a name that the database knows (docs/adr/0007). */
export const noopJob = defineJob({
  type: JobType.GENERATE_CONTENT,
  queue: benchQueue.name,
  payload: NoopPayload,
  result: NoopResult,
  timeLimitMs: 120_000,
  summary: 'Nothing',
  example: { at: 0 },
  references: () => [],
});
