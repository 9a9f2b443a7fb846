import { expect, it } from 'vitest';
import { type Sweep, SweepRegistry, turnOf } from './sweep.js';

it('gives everything its own place in a round, the same each time, evenly spread', () => {
  const round = { startedAt: new Date('2026-11-24T00:00:00Z'), intervalMs: 3_600_000 };
  const turns = Array.from({ length: 6_000 }, (_, n) => turnOf(`source_${n}`, round).getTime());
  const minutes = new Map<number, number>();
  for (const turn of turns) {
    const minute = Math.floor((turn - round.startedAt.getTime()) / 60_000);
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
  }
  expect(minutes.size).toBe(60);
  // 100 each on average; five standard deviations.
  for (const [minute, count] of minutes)
    expect({ minute, isEven: Math.abs(count - 100) < 50 }).toMatchObject({ isEven: true });

  const next = { ...round, startedAt: new Date('2026-11-24T01:00:00Z') };
  expect(turnOf('source_7', next).getTime() - turns[7]!).toBe(3_600_000);
});

it('refuses two sweeps of one name', () => {
  const sweeps = new SweepRegistry();
  const sweep = { name: 'feeds' } as Sweep;
  sweeps.add(sweep);
  expect(() => sweeps.add(sweep)).toThrow('Two sweeps are called feeds');
  expect(sweeps.all).toEqual([sweep]);
});
