import { expect, it } from 'vitest';
import { describeCron, usualCrons } from './describe-cron.js';

it.each([
  ['* * * * *', 'Every minute'],
  ['*/15 * * * *', 'Every 15 minutes'],
  ['5 * * * *', 'Every hour at 05 past'],
  ['30 9 * * MON-FRI', 'Weekdays at 09:30'],
  ['0 7 * * 1,thu', 'Mondays, Thursdays at 07:00'],
  ['0 7 * * 7', 'Sundays at 07:00'],
  ['*/7 * * * *', null],
  ['0 */5 * * *', null],
  ['0 9 L * *', null],
  ['0 9 1 * MON', null],
  ['0 9 * * MON#1', null],
  ['*/30 * * * * *', null],
  ['99 9 * * *', null],
  ['', null],
])('reads %j as %j', (cron, text) => {
  expect(describeCron(cron)).toBe(text);
});

it.each(usualCrons)('calls $id what it is chosen by', ({ id, label }) => {
  expect(describeCron(id)).toBe(label);
});
