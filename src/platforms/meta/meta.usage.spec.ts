import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocked, readUsage, regainsAt, strictest } from './meta.usage.js';

const NOW = Date.UTC(2026, 10, 24, 12);
const inMinutes = (minutes: number) => new Date(NOW + minutes * 60_000);

const read = (headers: Record<string, unknown>) =>
  readUsage(new Map(Object.entries(headers).map(([name, value]) => [name, JSON.stringify(value)])), NOW);

describe('readUsage', () => {
  it('takes the largest of the three percentages of each header', () => {
    expect(
      read({
        'x-app-usage': { call_count: 28, total_time: 25, total_cputime: 30.2 },
        'x-page-usage': { call_count: 0, total_time: 91, total_cputime: 0 },
      }),
    ).toEqual([
      { scope: 'app', usedPercent: 31, resetsAt: null, blockedUntil: null },
      { scope: 'page', usedPercent: 91, resetsAt: null, blockedUntil: null },
    ]);
  });

  it('reads the business use cases of Pages and Instagram, and the minutes until access returns', () => {
    const used = { call_count: 100, total_cputime: 25, total_time: 25 };
    const readings = read({
      'x-business-use-case-usage': {
        1784: [{ type: 'pages', ...used, estimated_time_to_regain_access: 19 }],
        1785: [
          { type: 'pages', ...used, call_count: 20, estimated_time_to_regain_access: 0 },
          { type: 'instagram', ...used, call_count: 7 },
          { type: 'ads_management', ...used, estimated_time_to_regain_access: 300 },
        ],
      },
    });
    expect(readings).toEqual([
      { scope: 'pages', usedPercent: 100, resetsAt: inMinutes(19), blockedUntil: inMinutes(19) },
      { scope: 'instagram', usedPercent: 25, resetsAt: null, blockedUntil: null },
    ]);
    expect(regainsAt(readings)).toEqual(inMinutes(19));
  });

  it('blocks for a day at most, and counts no more than the column holds', () => {
    const entry = { type: 'instagram', call_count: 1e300, estimated_time_to_regain_access: 1e300 };
    expect(read({ 'x-business-use-case-usage': { 1: [entry] } })).toEqual([
      { scope: 'instagram', usedPercent: 1_000, resetsAt: inMinutes(1_440), blockedUntil: inMinutes(1_440) },
    ]);
  });

  it('says nothing without headers, and of headers that are broken', () => {
    expect(read({})).toEqual([]);
    expect(readUsage(new Map([['x-app-usage', '{"call_count":']]))).toEqual([]);
    expect(read({ 'x-business-use-case-usage': [1, 2], 'x-page-usage': 'much' })).toEqual([]);
  });

  it('reads whole percentages and one reading a scope from whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (app, business, value) => {
        const readings = read({
          'x-app-usage': app,
          'x-page-usage': { call_count: value },
          'x-business-use-case-usage': { 1: [{ type: 'pages', estimated_time_to_regain_access: value }, business] },
        });
        expect(readings.every(({ usedPercent }) => Number.isInteger(usedPercent) && usedPercent >= 0)).toBe(true);
        expect(readings.every(({ blockedUntil }) => !Number.isNaN(blockedUntil?.getTime()))).toBe(true);
        expect(new Set(readings.map(({ scope }) => scope)).size).toBe(readings.length);
      }),
    );
  });
});

describe('strictest', () => {
  it('joins what an answer says of a scope with what it was refused for', () => {
    const usage = { scope: 'app', usedPercent: 120, resetsAt: null, blockedUntil: null };
    const until = inMinutes(60);
    expect(strictest([usage, blocked('app', until), blocked('page', until)])).toEqual([
      { scope: 'app', usedPercent: 120, resetsAt: until, blockedUntil: until },
      { scope: 'page', usedPercent: 100, resetsAt: until, blockedUntil: until },
    ]);
  });
});
