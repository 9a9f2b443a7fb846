import type { Config } from '../config/config.js';

/** A queue of jobs: a lane to workers with a concurrency of its own. A feature folder defines one. */
export interface QueueDefinition {
  /** BullMQ's name and the API's. */
  readonly name: string;
  /** How many of its jobs one worker runs at a time. */
  concurrency(config: Config): number;
}
