const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STAMP = {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;
const MOMENT = { ...STAMP, weekday: 'short', timeZoneName: 'short' } as const;
const moment = new Intl.DateTimeFormat('en', MOMENT);
const stamp = new Intl.DateTimeFormat('en', STAMP);
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** `Wed, Nov 25, 09:00:00 GMT+1`, in the reader's zone or in the one that is named. */
export function describeMoment(at: string, timeZone?: string): string {
  const format = timeZone === undefined ? moment : new Intl.DateTimeFormat('en', { ...MOMENT, timeZone });
  return format.format(new Date(at));
}

/** `Wed, Nov 25, 09:00 GMT+1`: of what is planned, which has no seconds. */
export function describeMinute(at: string, timeZone?: string): string {
  const format = new Intl.DateTimeFormat('en', { ...MOMENT, second: undefined, timeZone });
  return format.format(new Date(at));
}

/** `Nov 25, 09:00:00`, in the reader's zone: for where the zone stands beside it. */
export const describeStamp = (at: string): string => stamp.format(new Date(at));

/** `09:00`, in the reader's zone. */
export const describeClock = (at: Date | number): string => clock.format(at);

/** `now`, `5 s ago`, `in 3 min`, and the day once it is more than a week away. */
export function describeWhen(at: string, now: number): string {
  const ms = Date.parse(at) - now;
  const size = Math.abs(ms);
  if (size < 2 * SECOND) return 'now';
  if (size >= 7 * DAY) return day.format(new Date(at));
  const distance = describeAge(size);
  return ms > 0 ? `in ${distance}` : `${distance} ago`;
}

/** `5 s`, `3 min`, `2 h`, `4 d` */
export function describeAge(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/** `340 ms`, `2.4 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h` */
export function describeDuration(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10 * SECOND) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return pair(ms, MINUTE, 'min', SECOND, 's');
  if (ms < DAY) return pair(ms, HOUR, 'h', MINUTE, 'min');
  return pair(ms, DAY, 'd', HOUR, 'h');
}

function pair(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${largeName}${rest > 0 ? ` ${rest} ${smallName}` : ''}`;
}
