const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours from UTC of the zones that RFC 822, 5.1 names (military letters but Z mean nothing: RFC 2822, 4.3), and Europe's. */
const ZONES: Record<string, number> = {
  z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, bst: 1, west: 1, cet: 1, cest: 2, eet: 2, eest: 3, msk: 3, ist: 5.5, jst: 9,
  est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, akst: -9, akdt: -8, hst: -10,
}; // prettier-ignore

const TIME = String.raw`(?:(?:\s*T\s*|,?\s+|\s+at\s+)(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?\s*(?<half>[ap]\.?m\.?)?)?`;
const ZONE = String.raw`\s*(?<zone>[a-z]{1,5}(?![a-z:])|(?:gmt|utc)?[+-]\d{1,2}:?\d{2})?(?:\s*\([^)]*\))?`;
const WEEKDAY = String.raw`(?:[a-z]{2,9}\.?,?\s+)?`;
const MONTH = String.raw`(?<month>[a-z]{3,9})\.?`;

/** 2004-04-13T12:30:00.5Z and what goes for it · 20040413 · 13 Apr 2004 12:30 GMT · Apr 13, 2004 · Tue Apr 13 12:30:00 2004 */
const FORMS = [
  String.raw`(?<year>\d{4})(?:[-/.](?<month>\d{1,2})(?:[-/.](?<day>\d{1,2}))?)?${TIME}${ZONE}`,
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})${TIME}${ZONE}`,
  String.raw`${WEEKDAY}(?<day>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+${MONTH},?[\s-]+(?<year>\d{2}|\d{4})${TIME}${ZONE}`,
  String.raw`${WEEKDAY}${MONTH}\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})${TIME}${ZONE}`,
  String.raw`${WEEKDAY}${MONTH}\s+(?<day>\d{1,2})${TIME}\s+(?:(?<zone>[a-z]{2,5})\s+)?(?<year>\d{4})`,
].map((form) => new RegExp(`^${form}$`, 'i'));

/** Further ahead than this no clock or time zone explains it. */
const AHEAD_MS = 366 * 24 * 60 * 60 * 1000;
const FIRST_YEAR = 1900;

/**
 * Reads a date as feeds and pages write them: RFC 822 and ISO 8601 with their usual mistakes, and dates in English.
 * Without a zone it is UTC, without a time midnight; which of 4/5/2004 is the month cannot be known.
 * @returns ISO 8601 in UTC, or null where it is no date, a day that does not exist, before 1900 or over a year ahead
 */
export function readDate(text: string | null | undefined): string | null {
  const trimmed = text?.trim();
  if (!trimmed || trimmed.length > 100) return null;
  for (const form of FORMS) {
    const parts = form.exec(trimmed)?.groups;
    if (parts) return instantOf(parts);
  }
  return null;
}

function instantOf(parts: Record<string, string | undefined>): string | null {
  const year = fullYear(parts.year!);
  const month = monthOf(parts.month);
  const day = Number(parts.day ?? 1);
  const hour = hourOf(parts);
  const minute = Number(parts.minute ?? 0);
  const second = Number(parts.second ?? 0);
  const offset = offsetMinutes(parts.zone);
  if (offset === null || hour > 24 || minute > 59 || second > 60) return null;
  const midnight = new Date(Date.UTC(year, month, day));
  if (midnight.getUTCMonth() !== month || midnight.getUTCDate() !== day || year < FIRST_YEAR) return null;
  const instant = new Date(midnight.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000);
  return instant.getTime() > Date.now() + AHEAD_MS ? null : instant.toISOString();
}

/** RFC 2822, 4.3: two digits are 2000 to 2049 or 1950 to 1999. */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length === 4 ? year : year + (year < 50 ? 2000 : 1900);
}

function monthOf(month = '1'): number {
  return /^\d+$/.test(month) ? Number(month) - 1 : MONTHS.indexOf(month.slice(0, 3).toLowerCase());
}

function hourOf({ hour = '0', half }: Record<string, string | undefined>): number {
  if (!half) return Number(hour);
  return (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
}

/** Minutes east of UTC; a zone that nobody knows counts as UTC (RFC 2822, 4.3). */
function offsetMinutes(zone = 'z'): number | null {
  const numeric = /([+-])(\d{1,2}):?(\d{2})$/.exec(zone);
  if (!numeric) return (ZONES[zone.toLowerCase()] ?? 0) * 60;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return minutes > 15 * 60 ? null : minutes * (numeric[1] === '-' ? -1 : 1);
}
