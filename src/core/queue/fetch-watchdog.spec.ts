import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../database/database.js';
import { FetchWatchdog } from './fetch-watchdog.js';
import type { QueueTransport } from './queue-transport.js';

const LOOK_MS = 10_000;
const entry = { jobId: 'job', token: 1n, ageMs: 30_000, alive: true };

/** A watchdog over one queue, with what its two sides answer. */
function watch(answers: { rows?: () => Promise<object[]>; place?: string; hasFreeSlot?: boolean }) {
  const { rows = async () => [entry], place = 'waiting', hasFreeSlot = true } = answers;
  const database = { query: rows } as unknown as Database;
  const transport = { locate: async () => new Map([[1n, place]]) } as unknown as QueueTransport;
  const exit = vi.fn<() => void>();
  const watchdog = new FetchWatchdog(database, transport, pino({ level: 'silent' }));
  watchdog.start([{ queue: 'q', hasFreeSlot: () => hasFreeSlot }], exit);
  return { exit, watchdog };
}

describe('FetchWatchdog', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends a worker that takes nothing of what waits, the second time that it sees it', async () => {
    const { exit } = watch({});
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(exit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(exit).toHaveBeenCalledOnce();
  });

  it.each([
    ['is busy', { hasFreeSlot: false }],
    ['has been given what waits', { place: 'active' }],
    ['has nothing waiting', { rows: async () => [] }],
    [
      'cannot reach the record either',
      {
        rows: async () => {
          throw new Error('unreachable');
        },
      },
    ],
  ])('leaves a worker alone that %s', async (_, answers) => {
    const { exit } = watch(answers);
    await vi.advanceTimersByTimeAsync(5 * LOOK_MS);
    expect(exit).not.toHaveBeenCalled();
  });

  it('forgets a suspicion that does not hold', async () => {
    let waiting = true;
    const { exit } = watch({
      rows: async () => {
        waiting = !waiting;
        return waiting ? [] : [entry];
      },
    });
    await vi.advanceTimersByTimeAsync(6 * LOOK_MS);
    expect(exit).not.toHaveBeenCalled();
  });

  it('looks no more once it is stopped', async () => {
    const { exit, watchdog } = watch({});
    watchdog.stop();
    await vi.advanceTimersByTimeAsync(5 * LOOK_MS);
    expect(exit).not.toHaveBeenCalled();
  });
});
