import { describe, expect, it } from 'vitest';
import { Lease, RunAborted } from './lease.js';
import { monotonicMs } from './monotonic.js';

const lease = (lengthMs: number): Lease => new Lease({ jobId: 'job', token: 1n }, 'queue', monotonicMs(), lengthMs);

describe('Lease', () => {
  it('allows effects while it holds', () => {
    expect(lease(60_000).allowsEffects()).toBe(true);
    expect(lease(-1).allowsEffects()).toBe(false);
  });

  it('holds longer when it is renewed', () => {
    const short = lease(-1);
    short.renew(monotonicMs() + 60_000);
    expect(short.holds()).toBe(true);
  });

  it('allows no effect once the outcome is decided, whatever is renewed', () => {
    const decided = lease(60_000);
    decided.endEffects();
    decided.renew(monotonicMs() + 60_000);
    expect([decided.holds(), decided.allowsEffects()]).toEqual([true, false]);
  });

  it('is gone when it is lost, and says so to the work', () => {
    const lost = lease(60_000);
    lost.lose();
    expect([lost.holds(), lost.abortedBy]).toEqual([false, 'LEASE_LOST']);
    expect(lost.signal.reason).toBeInstanceOf(RunAborted);
  });

  it('keeps the first cause that stopped the work', () => {
    const stopped = lease(60_000);
    stopped.abort('CANCELLED');
    stopped.abort('TIMEOUT');
    expect(stopped.abortedBy).toBe('CANCELLED');
  });
});
