import { Cron } from 'croner';

/** Thrown for a pattern or time zone that has no times; the message says which field and why. */
export class CronError extends Error {
  override readonly name = 'CronError';

  constructor(
    readonly field: 'cron' | 'timezone',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Five fields from the minute, or six from the second. Nicknames and single dates, which croner reads too, are none. */
const FIELDS = /^\S+( \S+){4,5}$/;

/** How far apart the places are at which croner is asked again within an hour that the clocks repeat. */
const STEP_MS = 60_000;

/** No zone has ever repeated more than a day. */
const MOST_STEPS = 1_440;

/** The times of a cron pattern in a time zone, as croner gives them (docs/operations.md, "Schedules"). */
export class CronTimes {
  private readonly cron: Cron;

  /**
   * @param pattern five or six fields, with names, `L`, `#` and `W`
   * @param timezone an IANA name
   * @throws {CronError} when either is none, or the pattern never fires
   */
  constructor(pattern: string, timezone: string) {
    requireZone(timezone);
    if (!FIELDS.test(pattern)) throw new CronError('cron', 'must have 5 or 6 fields with one space between');
    try {
      this.cron = new Cron(pattern, { timezone, mode: '5-or-6-parts', paused: true });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message.replace(/^CronPattern: /, '') : '';
      throw new CronError('cron', `must be a cron pattern: ${reason}`.slice(0, 200), { cause });
    }
    if (!this.after(new Date())) throw new CronError('cron', 'must fire at some time; this pattern never does');
  }

  /**
   * The first time later than `from`, or null where there is none before the year 10000.
   *
   * Croner looks at the clock on the wall alone: asked within an hour that the clocks repeat, it answers with a time of
   * the hour's first pass, which is over. Then its later answers are gone through until one lies ahead.
   */
  after(from: Date): Date | null {
    let at = from;
    let next = this.ask(at);
    let over = next;
    for (let step = 0; next && next <= at; step += 1) {
      if (step === MOST_STEPS) throw new Error(`croner finds no time after ${from.toISOString()}`);
      over = next;
      at = new Date(at.getTime() + STEP_MS);
      next = this.ask(at);
    }
    next = over;
    while (next && next <= from) next = this.ask(next);
    return next;
  }

  /** The first `count` times later than `from`, fewer where there are no more. */
  take(count: number, from: Date): Date[] {
    const times: Date[] = [];
    for (let next = this.after(from); next && times.length < count; next = this.after(next)) times.push(next);
    return times;
  }

  private ask(from: Date): Date | null {
    try {
      return this.cron.nextRun(from);
    } catch (error) {
      // A pattern without any day makes croner call itself until the stack is full.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }
}

/** Of the time zone database of this process, such as `2026a`; later ones sort behind. */
export const tzVersion: string = process.versions.tz ?? '';

function requireZone(timezone: string): void {
  try {
    // An offset such as +02:00 is a zone to newer versions of Node.js only.
    if (/^[A-Za-z]/.test(timezone)) return void new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    // Refused below, like an offset.
  }
  throw new CronError('timezone', 'must be an IANA time zone, such as Europe/Berlin');
}
