import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentedMetrics } from '../../../test/support/exposition.js';
import { measureProcess, registry } from './metrics.js';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const alerts = read('deploy/prometheus/alerts.yaml');

interface Panel {
  type: string;
  targets?: { expr: string }[];
}
const dashboard = (JSON.parse(read('deploy/grafana/epic-workers.json')) as { panels: Panel[] }).panels
  .flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
  .join('\n');

/** What Prometheus adds to each sample. */
const ADDED = ['job', 'instance'];

const metricOf = (series: string): string => series.replace(/_(bucket|sum|count)$/, '');

describe.each([
  ['deploy/prometheus/alerts.yaml', alerts],
  ['deploy/prometheus/alerts.test.yaml', read('deploy/prometheus/alerts.test.yaml')],
  ['deploy/grafana/epic-workers.json', dashboard],
])('%s', (_, text) => {
  it('names only metrics that there are', () => {
    measureProcess();
    const exposed = new Set(registry.getMetricsAsArray().map(({ name }) => name));

    const named = [...text.matchAll(/\b(?:epic|process|nodejs)_\w+/g)].map(([series]) => metricOf(series));

    expect(named).not.toEqual([]);
    expect(named.filter((name) => !exposed.has(name))).toEqual([]);
  });

  it('names only labels that they have', () => {
    const documented = documentedMetrics();

    const wrong = [...text.matchAll(/\b((?:epic|process|nodejs)_\w+)\{([^}]*)\}/g)].flatMap(([, series, labels]) =>
      [...labels!.matchAll(/(\w+)=/g)]
        .map(([, label]) => label!)
        .filter((label) => ![...ADDED, ...documented.get(metricOf(series!))!.labels].includes(label))
        .map((label) => `${series}{${label}}`),
    );

    expect(wrong).toEqual([]);
  });
});

describe('docs/operations.md', () => {
  it('says what to do about each alert, and no other', () => {
    const named = [...alerts.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name]) => name);
    const documented = [...read('docs/operations.md').matchAll(/^#### (\w+)$/gm)].map(([, name]) => name);

    expect(documented).toEqual(named);
    const runbooks = [...alerts.matchAll(/runbook: docs\/operations\.md#(\w+)$/gm)].map(([, anchor]) => anchor);
    expect(runbooks).toEqual(named.map((name) => name!.toLowerCase()));
  });
});
