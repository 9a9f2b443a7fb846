import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';
import { TransientJobError } from './job-errors.js';

/** An error that was thrown outside its handler's promise: in a timer, on the next tick, in a promise nobody awaits. */
export class StrayJobError extends TransientJobError {
  constructor(cause: unknown) {
    super('An error escaped its handler: it was thrown where nothing awaits it', { code: 'STRAY_ERROR', cause });
  }
}

interface Owner {
  jobId: string;
  fail(error: StrayJobError): void;
}

const owners = new AsyncLocalStorage<Owner>();

/** Runs work so that every error which escapes from it, however late, is laid at its owner's door. */
export function ownStrayErrors<T>(owner: Owner, work: () => T): T {
  return owners.run(owner, work);
}

/**
 * Keeps errors that escape a handler from ending the process, and so the runs of its neighbours.
 * @param exit called for an error that no run owns: the state of the process is then unknown
 * @returns stops listening
 */
export function catchStrayErrors(log: Logger, exit: () => void): () => void {
  const hear = (error: unknown): void => {
    const owner = owners.getStore();
    if (owner) {
      log.error({ err: error, jobId: owner.jobId }, 'An error escaped its handler');
      owner.fail(new StrayJobError(error));
    } else {
      log.fatal({ err: error }, 'An error escaped outside any job; this process drains and exits');
      exit();
    }
  };
  process.on('uncaughtException', hear);
  process.on('unhandledRejection', hear);
  return () => {
    process.off('uncaughtException', hear);
    process.off('unhandledRejection', hear);
  };
}
