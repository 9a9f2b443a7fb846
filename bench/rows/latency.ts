import { type ContenderName, contenders, startContender } from '../lib/contenders.js';
import { onSite } from '../lib/ground.js';
import { interleave, type Line, type Row, type RowContext } from '../lib/row.js';
import { median, percentile, ratio } from '../lib/statistics.js';

const SIDES = ['ours', 'naive', 'naive again'] as const;
const RATES = [300, 1_000] as const;

/** Milliseconds at one rate. */
interface Latency {
  p50: number;
  p99: number;
}

/**
 * 2: from the call of create until the handler is entered, in milliseconds, while jobs come at a steady rate whether those before are
 * done or not. Producer and worker are processes of their own, as in row 1; the clock is the machine's, which both read. The first
 * two seconds are thrown away; 300 a second is measured before 1 000 a second, on the same processes.
 */
export const latency: Row = {
  number: 2,
  title: 'create called until handler entered',
  async run(context) {
    const measured = await interleave(
      context,
      SIDES,
      (side) => measure(context, side === 'ours' ? 'ours' : 'naive'),
      (value) => RATES.map((rate) => `${rate}/s p50 ${ms(value[rate].p50)} p99 ${ms(value[rate].p99)}`).join(', '),
    );
    const lines: [rate: (typeof RATES)[number], share: keyof Latency, atMost?: number][] = [
      [300, 'p50', 1],
      [300, 'p99', 1],
      [1_000, 'p50'],
      [1_000, 'p99', 0.6],
    ];
    return lines.map(([rate, share, atMost]): Line => {
      const of = (side: (typeof SIDES)[number]): number[] => measured[side].map((value) => value[rate][share]);
      return {
        row: 2,
        what: `latency ${share} at ${rate} jobs/s: ours / naive`,
        ratio: ratio(of('ours'), of('naive')),
        noise: ratio(of('naive again'), of('naive')),
        ...(atMost !== undefined && { target: { atMost } }),
        figures: { ours: ms(median(of('ours'))), naive: ms(median(of('naive'))) },
      };
    });
  },
};

const ms = (value: number): string => `${value.toFixed(1)} ms`;

function measure({ ground, short }: RowContext, side: ContenderName): Promise<Record<300 | 1_000, Latency>> {
  return onSite(ground, async (site) => {
    const { producer, worker } = await startContender(site, contenders[side]);
    const pace = async (perSecond: number, seconds: number): Promise<Latency> => {
      await producer.ask('pace', { perSecond, seconds });
      const times: number[] = [];
      while (times.length < perSecond * seconds) times.push(...(await worker.ask<number[]>('takeLatencies')));
      return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
    };
    const seconds = short ? 1 : 5;
    await pace(300, 2);
    const slow = await pace(300, seconds);
    await pace(1_000, 1);
    return { 300: slow, 1_000: await pace(1_000, seconds) };
  });
}
