import { describe, expect, it } from 'vitest';
import { type FaultOf, Faults, faultSchema } from './faults.js';

const hits = (fault: Omit<FaultOf<'openai'>, 'service'>, calls: number): number[] => {
  const faults = new Faults();
  faults.set({ service: 'openai', ...fault });
  return Array.from({ length: calls }, (_, index) => index + 1).filter(() => faults.take('openai') !== undefined);
};

describe('Faults', () => {
  it('hits every call until it is cleared', () => {
    const faults = new Faults();
    faults.set({ service: 'openai', status: 500 });
    expect([faults.take('openai')?.status, faults.take('openai')?.status]).toEqual([500, 500]);
    faults.clear();
    expect(faults.take('openai')).toBeUndefined();
  });

  it('hits a share of the calls, evenly spread, and at most so many', () => {
    expect(hits({ times: 2 }, 5)).toEqual([1, 2]);
    expect(hits({ share: 0.5 }, 6)).toEqual([2, 4, 6]);
    expect(hits({ share: 0.5, times: 2 }, 8)).toEqual([2, 4]);
  });

  it('does not count a call that it does not mean', () => {
    const faults = new Faults();
    faults.set({ service: 'x', duplicate: true, times: 1 });
    expect(faults.take('x', () => false)).toBeUndefined();
    expect(faults.take('x', (fault) => fault.duplicate === true)?.duplicate).toBe(true);
  });
});

describe('faultSchema', () => {
  it.each([
    { service: 'openai', status: 429, retryAfter: 2 },
    { service: 'openai', refuse: true, share: 0.1 },
    { service: 'x', dropAfterAccept: true, times: 1 },
    { service: 'instagram', usagePercent: 85 },
  ])('takes %j', (fault) => {
    expect(faultSchema.safeParse(fault).success).toBe(true);
  });

  it.each([
    {},
    { service: 'fax' },
    { service: 'openai', statuz: 500 },
    { service: 'openai', status: 200 },
    { service: 'openai', share: 0 },
    { service: 'openai', tokenExpired: true },
    'openai',
  ])('refuses %j', (fault) => {
    expect(faultSchema.safeParse(fault).success).toBe(false);
  });
});
