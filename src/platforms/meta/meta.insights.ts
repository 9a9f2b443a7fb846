import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { PlatformAccount } from '../social-platform.js';
import { type Batched, GraphApi } from './graph.api.js';
import { isMetricRefusal } from './meta.errors.js';

/** Figures by the names of their metrics. A metric without data is not in it. */
export type Figures = ReadonlyMap<string, number>;

/** The names that are asked for, and what they are asked of: a name may be known for one kind of object and not for another. */
export interface MetricList {
  readonly kind: string;
  readonly names: readonly string[];
}

/** A count as a platform may give it; null for anything else. */
export const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).nullable().catch(null).default(null);

const insights = z.object({
  data: z
    .array(
      z.object({
        name: z.string().catch(''),
        values: z
          .array(z.object({ value: count }))
          .catch([])
          .default([]),
        total_value: z.object({ value: count }).optional().catch(undefined),
      }),
    )
    .catch([])
    .default([]),
});

const NO_DATA: Batched = { json: { data: [] } };

/** Reads an answer of `…/insights` (graph-api/reference/insights). No data is no figure, never 0. */
export function readFigures(json: unknown): Figures {
  const { data = [] } = insights.safeParse(json).data ?? {};
  const found = data.map(({ name, values, total_value }) => [name, values[0]?.value ?? total_value?.value] as const);
  return new Map(found.filter((pair): pair is [string, number] => typeof pair[1] === 'number'));
}

/** Asks for insights without the names that Graph refuses: one bad name fails the whole call (graph-api/reference/insights). */
@Injectable()
export class MetaInsights {
  /** `kind name` of metrics that Graph turned out not to have (any more). Each process finds them out for itself, once. */
  private readonly refused = new Set<string>();

  constructor(private readonly graph: GraphApi) {}

  /** For a batch; null when none of the names is known any more. */
  urlOf(id: string, list: MetricList): string | null {
    const names = this.known(list);
    return names.length > 0 ? insightsUrl(id, names) : null;
  }

  /**
   * For objects whose insights were refused for a metric: finds the bad names by asking for each of them alone, of the first
   * object, and then reads all objects without them. What still is refused has no figures.
   * @returns in the order of the ids
   */
  async withoutBadNames(
    ids: readonly string[],
    list: MetricList,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<Batched[]> {
    const names = this.known(list);
    const urls = names.map((name) => insightsUrl(ids[0]!, [name]));
    const singles = await this.graph.batch(account, urls, signal);
    const other = singles.find((single) => 'error' in single && !isMetricRefusal(single.error));
    if (other) return ids.map(() => other);
    // Where every name is refused, it is for the object, and says nothing of the names.
    if (!singles.some((single) => 'json' in single)) return ids.map(() => NO_DATA);
    names.forEach((name, index) => {
      if ('error' in singles[index]!) this.refused.add(`${list.kind} ${name}`);
    });
    const again = ids.map((id) => insightsUrl(id, this.known(list)));
    const answers = await this.graph.batch(account, again, signal);
    return answers.map((answer) => ('error' in answer && isMetricRefusal(answer.error) ? NO_DATA : answer));
  }

  private known({ kind, names }: MetricList): string[] {
    return names.filter((name) => !this.refused.has(`${kind} ${name}`));
  }
}

function insightsUrl(id: string, names: readonly string[]): string {
  return `${encodeURIComponent(id)}/insights?metric=${names.join(',')}`;
}
