import type { ContentItem, Variation } from '../content/content.js';
import type { PlannedPost } from '../content/use-planned-posts.js';

/** A post in the calendar: one text on one account. */
export interface Post {
  key: string;
  at: Date;
  platform: string;
  title: string;
  status: 'PLANNED' | 'PUBLISHED';
  metrics: Variation['metrics'];
  /** Where to read more, within the dashboard. */
  to: string;
}

/** A month, its first being 1. */
export interface Month {
  year: number;
  month: number;
}

const pad = (n: number): string => String(n).padStart(2, '0');

/** `2026-11`, as addresses have it. */
export const monthKey = ({ year, month }: Month): string => `${year}-${pad(month)}`;

/** `2026-11-25`, in the reader's zone. */
export const dayKey = (date: Date): string =>
  `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** The month of an address; that of `now`, in the reader's zone, where it names none. */
export function monthOf(text: string | null, now: Date): Month {
  const [, year, month] = /^([12]\d{3})-(0[1-9]|1[0-2])$/.exec(text ?? '') ?? [];
  if (year === undefined) return { year: now.getFullYear(), month: now.getMonth() + 1 };
  return { year: Number(year), month: Number(month) };
}

/** The month so many months later. */
export function monthsLater({ year, month }: Month, months: number): Month {
  const date = new Date(year, month - 1 + months, 1);
  return { year: date.getFullYear(), month: date.getMonth() + 1 };
}

/** The days of the weeks that a month reaches into, each week beginning with a Monday; their times are noon, which every day has. */
export function weeksOf({ year, month }: Month): Date[][] {
  const before = (new Date(year, month - 1, 1).getDay() + 6) % 7;
  const days = new Date(year, month, 0).getDate();
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_week, week) =>
    Array.from({ length: 7 }, (_day, day) => new Date(year, month - 1, 1 - before + week * 7 + day, 12)),
  );
}

/** What is out and what is planned, by day in the reader's zone, the earliest of a day first. */
export function postsByDay(items: readonly ContentItem[], planned: readonly PlannedPost[]): Map<string, Post[]> {
  const topics = new Map(items.flatMap((item) => item.variations.map(({ id }) => [id, item] as const)));
  const out = items.flatMap((item) =>
    item.variations.flatMap(({ platform, metrics, publications }) =>
      publications.flatMap(({ status, publishedAt, socialAccountId }): Post[] => {
        if (status !== 'CONFIRMED' || publishedAt === null) return [];
        const key = `${item.id}-${platform}-${socialAccountId}`;
        const at = new Date(publishedAt);
        return [{ key, at, platform, title: item.topic, status: 'PUBLISHED', metrics, to: `/content/${item.id}` }];
      }),
    ),
  );
  const coming = planned.map(({ jobId, variationId, platform, at }): Post => {
    const item = topics.get(variationId);
    const to = item ? `/content/${item.id}` : `/jobs/${jobId}`;
    const title = item?.topic ?? 'A post';
    return { key: jobId, at: new Date(at), platform, title, status: 'PLANNED', metrics: null, to };
  });
  const posts = [...out, ...coming].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const days = new Map<string, Post[]>();
  for (const post of posts) days.set(dayKey(post.at), [...(days.get(dayKey(post.at)) ?? []), post]);
  return days;
}
