import type { ScheduleMisfire, ScheduleOverlap, SlotOutcome } from '../core/database/enums.js';
import type { CronTimes } from './cron-times.js';

/** A slot that is not fired this long after its time was missed (docs/operations.md). */
export const MISSED_AFTER_MS = 60_000;

/** How many unfinished jobs a schedule may have when a slot is fired (docs/operations.md). */
export const roomOf: Record<ScheduleOverlap, number> = { SKIP: 1, QUEUE: 50 };

/** What a decision is made from. */
export interface Standing {
  overlap: ScheduleOverlap;
  misfire: ScheduleMisfire;
  owedSlot: Date | null;
  /** Its jobs that have not ended. */
  unfinished: number;
}

/** What becomes of a schedule now. */
export interface Decision {
  /** A slot and what became of it; null where one only came to be owed. */
  slot: { at: Date; outcome: SlotOutcome } | null;
  nextRunAt: Date | null;
  owedSlot: Date | null;
}

/**
 * What becomes of a slot whose time has come. One that was missed, or has no room, is dropped, or owed where the schedule
 * says ONCE: however many there are, one run makes up for them.
 * @param now by the database's clock
 */
export function decideSlot(slot: Date, standing: Standing, times: CronTimes, now: Date): Decision {
  const { overlap, misfire, owedSlot, unfinished } = standing;
  const missedBefore = new Date(now.getTime() - MISSED_AFTER_MS);
  const isMissed = slot < missedBefore;
  const hasRoom = unfinished < roomOf[overlap];
  // All that were missed are passed over at once: a pattern that fires every second has many.
  const nextRunAt = times.after(isMissed ? missedBefore : slot);

  if (hasRoom && (!isMissed || (misfire === 'ONCE' && !owedSlot)))
    return { slot: { at: slot, outcome: 'FIRED' }, nextRunAt, owedSlot };
  if (misfire === 'ONCE' && !owedSlot) return { slot: null, nextRunAt, owedSlot: slot };
  return { slot: { at: slot, outcome: isMissed ? 'MISSED' : 'NO_ROOM' }, nextRunAt, owedSlot };
}
