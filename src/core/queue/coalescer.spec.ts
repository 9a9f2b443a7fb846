import { describe, expect, it } from 'vitest';
import { Coalescer } from './coalescer.js';

class RowError extends Error {
  readonly code = '22021';
}

/** A flush that waits to be let through, and what it was given. */
function gated(flush = async (items: string[]): Promise<string[]> => items.map((item) => item.toUpperCase())) {
  const batches: string[][] = [];
  const gates: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  return {
    batches,
    open: (): void => gates.shift()?.(),
    called: (): Promise<void> => new Promise((resolve) => waiting.push(resolve)),
    flush: async (items: string[]): Promise<string[]> => {
      batches.push(items);
      waiting.shift()?.();
      await new Promise<void>((resolve) => gates.push(resolve));
      return flush(items);
    },
  };
}

describe('Coalescer', () => {
  it('sends a lone item at once', async () => {
    const coalescer = new Coalescer(async (items: number[]) => items.map((item) => item + 1), {
      slots: 1,
      maxBatch: 10,
    });
    expect(await coalescer.submit(1)).toBe(2);
  });

  it('lets what comes while it is busy travel together, each with its own answer', async () => {
    const { flush, batches, open, called } = gated();
    const coalescer = new Coalescer(flush, { slots: 1, maxBatch: 10 });
    const first = coalescer.submit('a');
    await called();
    const rest = ['b', 'c', 'd'].map((item) => coalescer.submit(item));
    const second = called();
    open();
    expect(await first).toBe('A');
    await second;
    open();
    expect(await Promise.all(rest)).toEqual(['B', 'C', 'D']);
    expect(batches).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('lets the callers of one turn of the event loop travel together', async () => {
    const batches: number[][] = [];
    const coalescer = new Coalescer(
      async (items: number[]) => {
        batches.push(items);
        return items;
      },
      { slots: 2, maxBatch: 10 },
    );
    const later = Promise.resolve()
      .then(() => undefined)
      .then(() => coalescer.submit(2));
    expect(await Promise.all([coalescer.submit(1), later])).toEqual([1, 2]);
    expect(batches).toEqual([[1, 2]]);
  });

  it('keeps to its slots and the size of a batch', async () => {
    let busy = 0;
    let most = 0;
    const sizes: number[] = [];
    const coalescer = new Coalescer(
      async (items: number[]) => {
        most = Math.max(most, (busy += 1));
        sizes.push(items.length);
        await new Promise((resolve) => setImmediate(resolve));
        busy -= 1;
        return items;
      },
      { slots: 2, maxBatch: 7 },
    );
    const items = Array.from({ length: 100 }, (_, index) => index);
    expect(await Promise.all(items.map((item) => coalescer.submit(item)))).toEqual(items);
    expect(most).toBeLessThanOrEqual(2);
    expect(Math.max(...sizes)).toBe(7);
  });

  it('lets one bad row spoil no other', async () => {
    const coalescer = new Coalescer(
      async (items: string[]) => {
        if (items.includes('bad')) throw new RowError('bad row');
        return items;
      },
      { slots: 1, maxBatch: 10 },
    );
    const answers = await Promise.allSettled(['a', 'bad', 'c'].map((item) => coalescer.submit(item)));
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tells all of a batch of an outage, after one try', async () => {
    let tries = 0;
    const coalescer = new Coalescer(
      async (): Promise<string[]> => {
        tries += 1;
        throw new Error('unreachable');
      },
      { slots: 1, maxBatch: 10 },
    );
    const answers = await Promise.allSettled(['a', 'b', 'c'].map((item) => coalescer.submit(item)));
    expect(answers.every((answer) => answer.status === 'rejected')).toBe(true);
    expect(tries).toBe(1);
  });
});
