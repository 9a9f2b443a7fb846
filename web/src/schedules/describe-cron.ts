const DAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];
const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Patterns that people choose most, each with what they call it. */
export const usualCrons = [
  { id: '0 * * * *', label: 'Every hour' },
  { id: '0 */6 * * *', label: 'Every 6 hours' },
  { id: '0 9 * * *', label: 'Every day at 09:00' },
  { id: '0 9 * * MON-FRI', label: 'Weekdays at 09:00' },
  { id: '0 9 * * MON', label: 'Mondays at 09:00' },
  { id: '0 9 1 * *', label: 'The first of each month at 09:00' },
];

/** A cron pattern of the usual kind in words; null for every other, which stands for itself. */
export function describeCron(cron: string): string | null {
  const fields = cron.trim().toUpperCase().split(/\s+/);
  const [minute = '', hour = '', day = '', month, weekday = ''] = fields;
  if (fields.length !== 5 || month !== '*') return null;
  if (day === '*' && weekday === '*' && hour === '*') return everyMinutes(minute);
  if (!isWithin(minute, 59)) return null;
  const [, hours] = /^\*\/(\d+)$/.exec(hour) ?? [];
  if (hours !== undefined && day === '*' && weekday === '*') {
    // In another number of hours the day does not end evenly.
    return 24 % Number(hours) === 0 && minute === '0' ? `Every ${hours} hours` : null;
  }
  if (!isWithin(hour, 23)) return null;
  const at = `at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (weekday === '*') return day === '*' ? `Every day ${at}` : day === '1' ? `The first of each month ${at}` : null;
  const days = day === '*' ? describeDays(weekday) : null;
  return days && `${days} ${at}`;
}

function everyMinutes(minute: string): string | null {
  if (minute === '*') return 'Every minute';
  const [, minutes] = /^\*\/(\d+)$/.exec(minute) ?? [];
  if (minutes !== undefined) return 60 % Number(minutes) === 0 ? `Every ${minutes} minutes` : null;
  if (!isWithin(minute, 59)) return null;
  return Number(minute) === 0 ? 'Every hour' : `Every hour at ${minute.padStart(2, '0')} past`;
}

function describeDays(weekday: string): string | null {
  if (weekday === 'MON-FRI' || weekday === '1-5') return 'Weekdays';
  const days = weekday.split(',').map((each) => {
    const index = NAMES.indexOf(each);
    return DAYS[index === -1 && /^[0-7]$/.test(each) ? Number(each) : index];
  });
  return days.every((each) => each !== undefined) ? days.join(', ') : null;
}

function isWithin(field: string, most: number): boolean {
  return /^\d{1,2}$/.test(field) && Number(field) <= most;
}
