import { describe, expect, it } from 'vitest';
import { CronTimes } from './cron-times.js';
import { decideSlot, type Standing } from './slot-decision.js';

const at = (time: string): Date => new Date(`2026-11-24T${time}Z`);
const everyTenMinutes = new CronTimes('*/10 * * * *', 'UTC');
const slot = at('12:00:00');

const decide = (over: Partial<Standing>, now = at('12:00:01')) =>
  decideSlot(slot, { overlap: 'SKIP', misfire: 'SKIP', owedSlot: null, unfinished: 0, ...over }, everyTenMinutes, now);

const fired = { at: slot, outcome: 'FIRED' };

describe('a slot whose time has come', () => {
  it('is fired while there is room', () => {
    expect(decide({})).toEqual({ slot: fired, nextRunAt: at('12:10:00'), owedSlot: null });
    expect(decide({ overlap: 'QUEUE', unfinished: 49 }).slot).toEqual(fired);
  });

  it.each([
    { overlap: 'SKIP', unfinished: 1 },
    { overlap: 'QUEUE', unfinished: 50 },
  ] as const)('is dropped or owed where there is none (%o)', (full) => {
    const nextRunAt = at('12:10:00');
    expect(decide(full)).toEqual({ slot: { at: slot, outcome: 'NO_ROOM' }, nextRunAt, owedSlot: null });
    expect(decide({ ...full, misfire: 'ONCE' })).toEqual({ slot: null, nextRunAt, owedSlot: slot });
  });

  it('is not owed a second time', () => {
    const owedSlot = at('11:50:00');
    const decision = decide({ misfire: 'ONCE', owedSlot, unfinished: 1 });
    expect(decision).toEqual({ slot: { at: slot, outcome: 'NO_ROOM' }, nextRunAt: at('12:10:00'), owedSlot });
  });
});

describe('a slot that was missed', () => {
  it('is still fired a minute late', () => {
    expect(decide({}, at('12:01:00')).slot).toEqual(fired);
  });

  it('is dropped with all that were missed after it', () => {
    const missed = { slot: { at: slot, outcome: 'MISSED' }, nextRunAt: at('12:40:00'), owedSlot: null };
    expect(decide({}, at('12:35:00'))).toEqual(missed);
  });

  it('is fired once for all of them where the schedule says so, or owed until there is room', () => {
    const now = at('12:35:00');
    expect(decide({ misfire: 'ONCE' }, now)).toEqual({ slot: fired, nextRunAt: at('12:40:00'), owedSlot: null });
    const owed = { slot: null, nextRunAt: at('12:40:00'), owedSlot: slot };
    expect(decide({ misfire: 'ONCE', unfinished: 1 }, now)).toEqual(owed);
  });

  it('leaves slots of the last minute to be fired in their turn', () => {
    expect(decide({}, at('12:30:30')).nextRunAt).toEqual(at('12:30:00'));
  });
});
