import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { JobsOptions, Queue } from 'bullmq';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.js';
import { seldom } from '../logging/seldom.js';
import { JobRegistry } from './job-registry.js';
import type { Dispatched } from './repository/dispatch-jobs.js';

/** What a BullMQ job carries: ids only, never the payload. */
export interface Delivery {
  jobId: string;
  token: string;
}

/** The transport does not answer for this long: given up, and left to the reconciler. */
const TIMEOUT_MS = 2_000;

/** One attempt and no trace left: what becomes of a job is the record's business. */
const options: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

/** The id of a dispatch in BullMQ. Never used twice: BullMQ silently ignores a second add of one that it still holds. */
const deliveryId = ({ jobId, token }: Dispatched): string => `${jobId}-${token}`;

/** Hands window entries to BullMQ and says which it still holds. The only place that puts anything into BullMQ. */
@Injectable()
export class QueueTransport implements OnApplicationBootstrap {
  constructor(
    private readonly modules: ModuleRef,
    private readonly registry: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const complain = complainOf(this.log);
    for (const { name } of this.registry.queues) this.queue(name).on('error', (error) => complain(error, name));
  }

  /** @throws when the transport cannot be reached in time; some entries may have got there */
  async add(queue: string, entries: readonly Dispatched[]): Promise<void> {
    await inTime(
      this.queue(queue).addBulk(
        entries.map((entry) => ({
          name: 'run',
          data: { jobId: entry.jobId, token: String(entry.token) } satisfies Delivery,
          opts: { ...options, jobId: deliveryId(entry) },
        })),
      ),
    );
  }

  /** Which of the entries BullMQ holds for a worker, and which it has given to one. */
  async locate(queue: string, entries: readonly Dispatched[]): Promise<Map<bigint, 'waiting' | 'active'>> {
    const [waiting, active] = await inTime(
      Promise.all([this.queue(queue).getRanges(['wait'], 0, -1), this.queue(queue).getRanges(['active'], 0, -1)]),
    );
    const where = new Map<string, 'waiting' | 'active'>([
      ...waiting.map((id) => [id, 'waiting'] as const),
      ...active.map((id) => [id, 'active'] as const),
    ]);
    return new Map(
      entries.flatMap((entry) => {
        const place = where.get(deliveryId(entry));
        return place ? [[entry.token, place] as const] : [];
      }),
    );
  }

  /** Takes entries out of BullMQ that no worker is to take any more. */
  async remove(queue: string, entries: readonly Dispatched[]): Promise<void> {
    await inTime(Promise.all(entries.map((entry) => this.queue(queue).remove(deliveryId(entry)))));
  }

  private queue(name: string): Queue {
    return this.modules.get(getQueueToken(name), { strict: false });
  }
}

/** Says what a queue's transport reports: at most once a minute, since each of its connections does so every moment while it is away. */
export const complainOf = (log: Logger): ((error: Error, queue: string) => void) =>
  seldom((error, queue) =>
    log.warn({ err: error, queue }, 'The queue transport reports an error; said at most once a minute'),
  );

async function inTime<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The queue transport did not answer within ${TIMEOUT_MS} ms`)),
      TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
