import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Job } from '../jobs/job-list.js';
import { useNow } from '../live/clock.js';
import { describeClock } from '../parts/describe-time.js';
import { useTheme } from '../shell/theme.js';
import { perMinute, type Minutes } from './per-minute.js';

/** How far back it looks, in minutes. */
const MINUTES = 30;
const HEIGHT = 200;
/** A bar stands around its minute: half of it before the first and after the last one, in seconds. */
const HALF = 30;

/** How many of the newest jobs ended in each of the last minutes, well or not. */
export function Throughput({ jobs, hasMore }: { jobs: readonly Job[]; hasMore: boolean }) {
  const minute = Math.floor(useNow() / 60_000);
  const series = useMemo(() => perMinute(jobs, minute, MINUTES), [jobs, minute]);
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  return (
    <>
      <p className="faint">
        <span className="key good" aria-hidden="true" />
        {sum(series.completed)} completed and <span className="key bad" aria-hidden="true" />
        {sum(series.failed)} failed in the last {MINUTES} minutes
        {isPartial(jobs, hasMore, minute) && `, among the newest ${jobs.length} jobs`}
      </p>
      <Plot series={series} />
    </>
  );
}

/** Whether jobs that were not read may have ended in that time, too. */
function isPartial(jobs: readonly Job[], hasMore: boolean, minute: number): boolean {
  const oldest = jobs.at(-1);
  return hasMore && oldest !== undefined && Date.parse(oldest.createdAt) > (minute - MINUTES) * 60_000;
}

function Plot({ series }: { series: Minutes }) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const theme = useTheme();
  useEffect(() => {
    const node = frame.current!;
    plot.current = new uPlot(optionsFor(node), [[], [], []], node);
    const observer = new ResizeObserver(() => plot.current?.setSize({ width: node.clientWidth, height: HEIGHT }));
    observer.observe(node);
    return () => {
      observer.disconnect();
      plot.current?.destroy();
    };
  }, [theme]);
  useEffect(() => {
    plot.current?.setData([series.times, stacked(series), series.failed]);
  }, [series, theme]);
  return <div ref={frame} className="plot" aria-hidden="true" />;
}

/** Failed ones stand below completed ones. */
const stacked = ({ completed, failed }: Minutes): number[] => completed.map((count, index) => count + failed[index]!);

function optionsFor(node: HTMLElement): uPlot.Options {
  const style = getComputedStyle(node);
  const colour = (name: string) => style.getPropertyValue(name);
  const bars = uPlot.paths.bars!({ size: [0.7, 24], radius: 0.15 });
  const axis = {
    stroke: resolved(node, '--text-faint'),
    grid: { stroke: resolved(node, '--line'), width: 1 },
    font: `12px ${colour('--font')}`,
  };
  return {
    width: node.clientWidth,
    height: HEIGHT,
    padding: [8, 26, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, range: (_plot, first, last) => [first - HALF, last + HALF] },
      y: { range: (_plot, _min, max) => [0, Math.max(4, Math.ceil(max * 1.1))] },
    },
    axes: [
      {
        ...axis,
        size: 24,
        grid: { show: false },
        ticks: { show: false },
        values: (_plot, times) => times.map((seconds) => describeClock(seconds * 1000)),
      },
      { ...axis, ticks: { show: false }, size: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
    ],
    series: [
      {},
      { fill: resolved(node, '--good'), width: 0, paths: bars, points: { show: false } },
      { fill: resolved(node, '--bad'), width: 0, paths: bars, points: { show: false } },
    ],
  };
}

/** A colour as a canvas takes it: of a variable that is different in light and dark, the one that holds here. */
function resolved(node: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  node.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
