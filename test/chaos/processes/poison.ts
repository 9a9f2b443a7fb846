import { setTimeout as delay } from 'node:timers/promises';
import type { Deed } from './chaos.job.js';

/** An escaped error comes while the handler still waits. */
const AFTER_ESCAPE_MS = 200;

/** Does what a handler must never do, where the deed is one of those. */
export async function poison(deed: Deed): Promise<void> {
  switch (deed) {
    case 'throw-string':
      // oxlint-disable-next-line no-throw-literal
      throw 'a string, and no Error';
    case 'throw-later':
      process.nextTick(() => {
        throw new Error('thrown where nothing awaits it');
      });
      return delay(AFTER_ESCAPE_MS);
    case 'reject-later':
      setImmediate(() => void Promise.reject(new Error('rejected where nothing awaits it')));
      return delay(AFTER_ESCAPE_MS);
    case 'block':
      for (;;);
    case 'exit':
      process.exit(7);
  }
}
