import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/local-folder.mjs';

/** What Prometheus's text format says. */
export interface Exposition {
  /** `name type labels` of each metric, labels in the order of the alphabet without `le` and `quantile`. */
  metrics: Map<string, { type: string; labels: string[] }>;
  /** The value of a sample as it is written: `name{a="b"}`. Undefined where there is none. */
  value(sample: string): number | undefined;
  text: string;
}

/** Scrapes a process as Prometheus does. */
export async function scrape(origin: string, token: string): Promise<Exposition> {
  const response = await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${origin}/metrics answered ${response.status}: ${text}`);
  return readExposition(text);
}

export function readExposition(text: string): Exposition {
  const metrics = new Map<string, { type: string; labels: string[] }>();
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (name && type) metrics.set(name, { type, labels: [] });
    const [, sample, value] = /^([a-z]\S*) (\S+)$/.exec(line) ?? [];
    if (!sample) continue;
    samples.set(sample, Number(value));
    const own =
      metrics.get(sample.replace(/\{.*/, '').replace(/_(bucket|sum|count)$/, '')) ??
      metrics.get(sample.replace(/\{.*/, ''));
    const labels = [...sample.matchAll(/[{,](\w+)="/g)].map(([, label]) => label!);
    if (own)
      own.labels = [...new Set([...own.labels, ...labels])]
        .filter((label) => !['le', 'quantile'].includes(label))
        .sort();
  }
  return { metrics, value: (sample) => samples.get(sample), text };
}

/** The metrics that docs/operations.md lists, by name. */
export function documentedMetrics(): Map<string, { type: string; labels: string[] }> {
  const text = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const rows = text.matchAll(/^\| `((?:epic|process|nodejs)_\w+)` +\| (\w+) +\| ([^|]*)\|/gm);
  return new Map(
    [...rows].map(([, name, type, labels]) => [
      name!,
      { type: type!, labels: [...labels!.matchAll(/`(\w+)`/g)].map(([, label]) => label!).sort() },
    ]),
  );
}
