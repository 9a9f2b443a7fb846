import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressThrottle } from './progress-throttle.js';

describe('ProgressThrottle', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const throttled = () => {
    const written: [number, string | null][] = [];
    return { written, throttle: new ProgressThrottle((percent, message) => written.push([percent, message])) };
  };

  it('writes the first at once, then the latest of each second', async () => {
    const { written, throttle } = throttled();
    for (const percent of [1, 2, 3]) throttle.report(percent, `at ${percent}`);
    expect(written).toEqual([[1, 'at 1']]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(written).toEqual([
      [1, 'at 1'],
      [3, 'at 3'],
    ]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(written).toHaveLength(2);
    throttle.report(4);
    expect(written.at(-1)).toEqual([4, null]);
  });

  it('keeps to 0…100', () => {
    const { written, throttle } = throttled();
    throttle.report(250.4);
    expect(written).toEqual([[100, null]]);
  });

  it('writes nothing once the run has ended', async () => {
    const { written, throttle } = throttled();
    throttle.report(1);
    throttle.report(2);
    throttle.close();
    throttle.report(3);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(written).toEqual([[1, null]]);
  });
});
