import { listIn } from './graph-call.js';
import { refusal } from './graph.wire.js';

/** A metric's value: a number, or one by name. */
export type InsightValue = number | Readonly<Record<string, number>>;

/** The names in `metric`, of a call or of the field `insights`. @throws {Refusal} code 3001 where there are none */
export function metricNames(params: Readonly<Record<string, string>>): string[] {
  const names = listIn(params.metric ?? '');
  if (names.length > 0) return names;
  throw refusal({
    code: 3001,
    subcode: 1504028,
    message:
      '(#3001) No metric was specified to be fetched. Please specify one or more metrics to be fetched and try again.',
  });
}

/** One entry of an insights answer. */
export function insight(objectId: string, name: string, value: InsightValue, title: string, dimension?: string) {
  const id = `${objectId}/insights/${name}/lifetime`;
  const shown =
    dimension === undefined || typeof value === 'number'
      ? { values: [{ value }] }
      : { total_value: { value: sumOf(value), breakdowns: [breakdown(dimension, value)] } };
  return { name, period: 'lifetime', ...shown, title, description: `${title}.`, id };
}

/** The number that a value comes to. */
export function sumOf(value: InsightValue): number {
  return typeof value === 'number' ? value : Object.values(value).reduce((total, one) => total + one, 0);
}

function breakdown(dimension: string, value: Readonly<Record<string, number>>) {
  const results = Object.entries(value).map(([name, count]) => ({ dimension_values: [name], value: count }));
  return { dimension_keys: [dimension], results };
}
