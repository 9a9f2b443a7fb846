import { describe, expect, it } from 'vitest';
import { readLimits, readReset } from './x.limits.js';

const NOW = Date.UTC(2026, 10, 24, 12);
const seconds = (minutes: number) => String(NOW / 1_000 + minutes * 60);
const at = (minutes: number) => new Date(NOW + minutes * 60_000);
const window = (name: string, limit: string, remaining: string, reset: string): [string, string][] => [
  [`${name}-limit`, limit],
  [`${name}-remaining`, remaining],
  [`${name}-reset`, reset],
];
const answer = (...headers: [string, string][]) => ({ headers: new Map(headers) });

describe('readLimits', () => {
  it.each([
    ['100', '100', 0],
    ['100', '21', 79],
    ['100', '20', 80],
    ['900', '181', 79],
    ['900', '180', 80],
    ['100', '0', 100],
    ['100', '120', 0],
  ])('of %s calls with %s left says %i percent', (limit, remaining, usedPercent) => {
    expect(readLimits('s', answer(...window('x-rate-limit', limit, remaining, seconds(9))), null, NOW)).toEqual([
      { scope: 's', usedPercent, resetsAt: at(9), blockedUntil: null },
    ]);
  });

  it('speaks of the window that is used up most', () => {
    const headers = answer(
      ...window('x-rate-limit', '100', '90', seconds(9)),
      ...window('x-user-limit-24hour', '100', '5', seconds(600)),
      ...window('x-app-limit-24hour', '100', '50', seconds(700)),
    );
    expect(readLimits('s', headers, null, NOW)).toMatchObject([{ usedPercent: 95, resetsAt: at(600) }]);
  });

  it('blocks after a refusal, also without headers', () => {
    expect(readLimits('s', answer(), at(15), NOW)).toEqual([
      { scope: 's', usedPercent: 100, resetsAt: at(15), blockedUntil: at(15) },
    ]);
  });

  it.each([[[]], [window('x-rate-limit', '0', '0', '1')], [window('x-rate-limit', 'many', '-1', 'soon')]])(
    'says nothing for %j',
    (headers) => {
      expect(readLimits('s', answer(...headers), null, NOW)).toEqual([]);
    },
  );
});

describe('readReset', () => {
  it.each([
    [window('x-rate-limit', '100', '0', seconds(9)), at(9)],
    [
      [...window('x-rate-limit', '100', '7', seconds(9)), ...window('x-app-limit-24hour', '9', '0', seconds(60))],
      at(60),
    ],
    [[['x-rate-limit-reset', seconds(9)] as [string, string]], at(9)],
    [[['x-rate-limit-reset', seconds(-1)] as [string, string]], null],
    [[['x-rate-limit-reset', '999999999999'] as [string, string]], null],
    [[], null],
  ])('of %j is %j', (headers, time) => {
    expect(readReset(answer(...headers), NOW)).toEqual(time);
  });
});
