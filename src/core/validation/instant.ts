import { ValidateBy } from 'class-validator';

/** A day, a time to the minute or finer, and a zone; what `Date` makes of anything else depends on where it runs. */
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Whether text is an ISO 8601 time with a zone on a day that the calendar has. */
export function isInstant(value: unknown): boolean {
  const [, year, month, day] = (typeof value === 'string' && INSTANT.exec(value)) || [];
  if (!year || !month || !day) return false;
  // Date carries the 30th of February over into March.
  const date = new Date(`${year}-${month}-${day}`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

/** For times in bodies: text such as `2026-11-24T09:00:00Z`, so that `new Date(text)` is the moment that was meant. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: isInstant,
      defaultMessage: () => '$property must be an ISO 8601 time with a zone, such as 2026-11-24T09:00:00Z',
    },
  });
