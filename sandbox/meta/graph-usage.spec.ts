import { describe, expect, it } from 'vitest';
import { Clock } from '../clock.js';
import { limitReached, mostOf, setUsage, type Usage, UsageCounters, usageHeaders } from './graph-usage.js';

const setUp = () => {
  const clock = new Clock();
  return { clock, counters: new UsageCounters(clock) };
};
const countMany = (calls: number, count: () => Usage): Usage => {
  for (let n = 1; n < calls; n++) count();
  return count();
};

describe('UsageCounters', () => {
  it('reaches the limit of the app, which ends with its hour', () => {
    const { clock, counters } = setUp();
    const count = () => counters.take('facebook', undefined);
    expect(limitReached(countMany(19_999, count))).toBeNull();
    expect(limitReached(count())).toBe(4);
    clock.offsetMs = 3_600_000;
    expect(count()).toEqual({ appPercent: 0, accounts: [] });
  });

  it('reaches that of an account by its use case, with the minutes until it ends', () => {
    const { clock, counters } = setUp();
    const percentOf = ({ accounts }: Usage) => accounts[0]!.percent;
    countMany(19_000, () => counters.take('instagram', '7'));
    clock.offsetMs = 2 * 3_600_000;
    expect(percentOf(countMany(19_000, () => counters.take('instagram', '7')))).toBe(79);
    clock.offsetMs = 4 * 3_600_000;
    const over = countMany(10_000, () => counters.take('instagram', '7'));
    expect(limitReached(over)).toBe(80002);
    expect(over.accounts[0]).toMatchObject({ percent: 100, minutesToRegain: 20 * 60 });
    expect(limitReached(counters.take('facebook', '8'))).toBeNull();
  });
});

describe('usageHeaders', () => {
  it('tells the use of the app and of accounts by their kind', () => {
    const usage = setUsage({ appPercent: 1, accounts: [account('7', 2)] }, 85, 19);
    const headers = usageHeaders(usage);
    expect(JSON.parse(headers['x-app-usage']!)).toEqual({ call_count: 85, total_time: 85, total_cputime: 85 });
    expect(JSON.parse(headers['x-business-use-case-usage']!)).toEqual({
      7: [{ type: 'pages', call_count: 85, total_cputime: 85, total_time: 85, estimated_time_to_regain_access: 19 }],
    });
    expect(usageHeaders({ appPercent: 0, accounts: [] })).not.toHaveProperty('x-business-use-case-usage');
  });
});

describe('mostOf', () => {
  it('takes the most of each account', () => {
    const usages = [
      { appPercent: 3, accounts: [account('7', 9)] },
      { appPercent: 4, accounts: [account('7', 8)] },
      { appPercent: 1, accounts: [account('8', 1)] },
    ];
    expect(mostOf(usages)).toEqual({ appPercent: 4, accounts: [account('7', 9), account('8', 1)] });
    expect(mostOf([])).toEqual({ appPercent: 0, accounts: [] });
  });
});

function account(accountId: string, percent: number) {
  return { service: 'facebook', accountId, percent, minutesToRegain: 0 } as const;
}
