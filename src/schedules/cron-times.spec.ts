import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CronError, CronTimes } from './cron-times.js';

const HOUR_MS = 3_600_000;

const at = (text: string): Date => new Date(text);

/** `HH:MM` of times from 90 minutes before to 3 hours after a change of the clocks. */
function around(change: Date, next: (from: Date) => Date | null): string {
  const until = new Date(change.getTime() + 3 * HOUR_MS);
  const found: string[] = [];
  for (let time = next(new Date(change.getTime() - 1.5 * HOUR_MS - 1)); time && time <= until; time = next(time))
    found.push(time.toISOString().slice(11, 16));
  return found.join(' ') || 'none';
}

describe('the table in docs/operations.md', () => {
  const document = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const rows = [...document.matchAll(/^\| (\w+\/\w+) +\| (\S+Z) +\| `(.+?)` +\| (.+?) +\| (.+?) +\|$/gm)];

  it('has both changes of the three time zones', () => {
    expect(new Set(rows.map(([, zone, change]) => `${zone} ${change}`)).size).toBe(6);
  });

  it.each(rows.map(([, ...cells]) => cells as [string, string, string, string, string]))(
    '%s %s %s',
    (zone, change, pattern, slots, other) => {
      const times = new CronTimes(pattern, zone);
      expect(around(at(change), (from) => times.after(from))).toBe(slots);

      const croner = new Cron(pattern, { timezone: zone });
      expect(around(at(change), (from) => croner.nextRun(from))).toBe(slots);

      const parsed = CronExpressionParser.parse(pattern, {
        tz: zone,
        currentDate: new Date(at(change).getTime() - 1.5 * HOUR_MS - 1),
      });
      let gaveUp = '';
      const second = around(at(change), () => {
        try {
          return parsed.next().toDate();
        } catch {
          gaveUp = 'gives up';
          return null;
        }
      });
      const listed = [second === 'none' && gaveUp ? '' : second, gaveUp].filter(Boolean).join(' ');
      expect(listed === slots ? 'the same' : listed).toBe(other);
    },
  );
});

describe('CronTimes', () => {
  it.each([
    ['0 9 * * MON#1', ['2026-12-07T09:00', '2027-01-04T09:00']],
    ['0 9 * * FRI#L', ['2026-11-27T09:00', '2026-12-25T09:00']],
    ['0 0 L * *', ['2026-11-30T00:00', '2026-12-31T00:00']],
    ['0 0 29 FEB *', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['15,45 9-10 * JAN,mar MON-FRI', ['2027-01-01T09:15', '2027-01-01T09:45']],
    ['30 0 9 * * *', ['2026-11-25T09:00:30', '2026-11-26T09:00:30']],
    ['0 0 13 * FRI', ['2026-11-27T00:00', '2026-12-04T00:00']],
  ])('%s', (pattern, expected) => {
    const times = new CronTimes(pattern, 'UTC').take(2, at('2026-11-24T12:00:00Z'));
    expect(times).toEqual(expected.map((time) => at(`${time}Z`)));
  });

  it.each([
    '0 0 30 2 *',
    '0 0 31 2,4,6,9,11 *',
    '* * * *',
    '* * * * * * 2027',
    '@daily',
    '2027-01-01T00:00:00',
    '61 * * * *',
    '* *  * * *',
    'a b c d e',
    '',
  ])('refuses the pattern %j', (pattern) => {
    expect(() => new CronTimes(pattern, 'UTC')).toThrow(expect.objectContaining({ name: 'CronError', field: 'cron' }));
  });

  it.each(['Mars/Base', '', '+02:00', 'Europe/Berlin; DROP'])('refuses the time zone %j', (zone) => {
    expect(() => new CronTimes('0 9 * * *', zone)).toThrow(CronError);
  });

  it('goes on behind an hour that is repeated when it is asked within it', () => {
    const times = new CronTimes('*/30 * * * *', 'America/New_York');
    expect(times.take(2, at('2026-11-01T06:10:00Z'))).toEqual([at('2026-11-01T07:00:00Z'), at('2026-11-01T07:30:00Z')]);
    const seconds = new CronTimes('* * * * * *', 'America/New_York');
    expect(seconds.after(at('2026-11-01T06:00:30Z'))).toEqual(at('2026-11-01T07:00:00Z'));
  });

  it('only ever goes ahead, in every zone, whenever it is asked', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const patterns = ['0 2 * * *', '*/20 1,2 * * *', '30 23,0 * * *', '*/7 * * * * *', '0 * * * SUN'];
    const moment = fc.date({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.constantFrom(...patterns), moment, (zone, pattern, from) => {
        const [first, second] = new CronTimes(pattern, zone).take(2, from);
        return first! > from && second! > first!;
      }),
    );
  });
});
