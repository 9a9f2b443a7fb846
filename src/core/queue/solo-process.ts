import type { INestApplicationContext } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.js';
import { validate } from '../validation/validate.js';
import { JobError, RateLimitedJobError, TransientJobError } from './job-errors.js';
import { JobHandlers } from './job-handlers.js';
import { JobRegistry } from './job-registry.js';
import { serializeResult } from './job-result.js';
import { RunAborted } from './lease.js';
import { type FromSolo, SOLO_ARGUMENT, type SoloCall, type ToSolo } from './solo-protocol.js';

/** Whether this process was started by a worker to run one job. */
export const isSolo = (): boolean => process.argv.includes(SOLO_ARGUMENT);

/**
 * Runs the one job that the parent sends, with the handlers of an application that takes no deliveries itself. The lease, the
 * clock and the record stay with the parent. Ends with it.
 */
export function runSolo(app: INestApplicationContext): void {
  const abortion = new AbortController();
  const waiting = new Map<number, (refusal: string | null) => void>();
  let effects = 0;
  const send = (message: FromSolo): void => void process.send?.(message);

  const effect = async <T>(write: () => Promise<T>): Promise<T> => {
    const id = (effects += 1);
    const refusal = await new Promise<string | null>((resolve) => {
      waiting.set(id, resolve);
      send({ kind: 'effect', id });
    });
    if (refusal !== null) throw new TransientJobError(refusal, { code: 'LEASE_LOST' });
    return write();
  };

  const run = async (type: string, call: SoloCall): Promise<object> => {
    const contract = app.get(JobRegistry).find(type);
    const handler = app.get(JobHandlers).find(type);
    if (!contract || !handler)
      throw new TransientJobError(`This worker has no handler for ${type}`, { code: 'NO_HANDLER' });
    const checked = validate(contract.payload, call.payload);
    const result = await handler.handle({
      ...call,
      payload: 'value' in checked ? checked.value : call.payload,
      signal: abortion.signal,
      effect,
      progress: (percent, text) => send({ kind: 'progress', percent, text }),
      log: app.get<Logger>(LOGGER).child({ jobId: call.jobId, jobType: type, attempt: call.attempt }),
    });
    return JSON.parse(serializeResult(result)) as object;
  };

  process.on('disconnect', () => process.exit());
  process.on('message', (message: ToSolo) => {
    if (message.kind === 'abort') abortion.abort(new RunAborted(message.why));
    else if (message.kind === 'effect') waiting.get(message.id)?.(message.refusal);
    else
      run(message.type, message.call).then(
        (result) => send({ kind: 'returned', result }),
        (error: unknown) => send(describe(error)),
      );
  });
  send({ kind: 'ready' });
}

/** An error that is none of the engine's words is told as the parent would tell it: without its own text. */
function describe(error: unknown): FromSolo {
  if (!(error instanceof JobError)) {
    const sentence = 'It met an unexpected error in the process of its own';
    return { kind: 'threw', word: TransientJobError.name, sentence, code: 'INTERNAL_ERROR', until: null };
  }
  const until = error instanceof RateLimitedJobError ? error.until : null;
  return { kind: 'threw', word: error.name, sentence: error.message, code: error.code, until };
}
