import { randomUUID } from 'node:crypto';

const MINUTE = 60_000;

export const TOPICS = [
  'How to brew a better V60 at home',
  'Meet Lucía, who grows our Huila',
  'Why we roast on Mondays and Thursdays',
  'Cold brew, in four steps',
  'Decaf that does not taste like it',
  'What “washed” means on the bag',
  'Our grinders, and how we keep them',
  'Three mugs we love',
  'The new single origin from Huila',
  'Ask us anything about espresso',
];

/** A row of a table, by column. */
export type Row = Record<string, unknown>;

export const newId = () => randomUUID().replaceAll('-', '').slice(0, 24);

/** A time so many milliseconds from now, as ISO 8601. */
export type At = (ms: number) => string;

const QUEUES: Record<string, string> = {
  GENERATE_CONTENT: 'content-generation',
  PUBLISH_CONTENT: 'content-generation',
  SYNC_RSS: 'context-scraping',
  SCRAPE_WEBSITE: 'context-scraping',
  SYNC_ANALYTICS: 'analytics-sync',
};

/** A job as it is in the record. */
export function jobOf(
  { organization_id, brand_id }: Row,
  type: string,
  payload: Row,
  { at, ...over }: Row & { at: string },
): Row {
  return {
    id: newId(),
    organization_id,
    brand_id,
    type,
    queue: QUEUES[type],
    payload,
    status: 'PENDING',
    priority: 5,
    attempts: 0,
    max_attempts: 4,
    losses: 0,
    run_at: at,
    progress: 0,
    dry_run: false,
    system: false,
    unresolved: false,
    created_by: 'user_northwind',
    created_at: at,
    updated_at: at,
    ...over,
  };
}

export const hasFailed = ({ status }: Row): boolean => status === 'FAILED';

/** A planned job as the engine looks for it. */
export const waiting = ({ id, queue, organization_id, run_at }: Row): Row => ({
  job_id: id,
  queue,
  organization_id,
  phase: 'l',
  rank_at: run_at,
  run_at,
  cancel: false,
});

/** The last half hour: a job every other minute, of all kinds, two of which failed. */
export function jobsOf(owned: Row, at: At): Row[] {
  return Array.from({ length: 28 }, (_, n) => {
    const minutes = -1 - n * (n % 3 === 0 ? 0.9 : 1);
    const [began, took] = [minutes * MINUTE, 900 + ((n * 1_913) % 7_000)];
    const [type, payload] = (
      [
        ['GENERATE_CONTENT', { topic: TOPICS[n % TOPICS.length], platforms: ['TWITTER', 'LINKEDIN'] }],
        ['SYNC_ANALYTICS', { platform: 'TWITTER', syncType: 'recent' }],
        ['GENERATE_CONTENT', { topic: TOPICS[(n + 4) % TOPICS.length], platforms: ['LINKEDIN'] }],
        ['SYNC_RSS', { url: 'https://northwind.example/blog/feed.xml' }],
        ['SCRAPE_WEBSITE', { url: 'https://northwind.example/' }],
      ] as const
    )[n % 5]!;
    const ended = { at: at(began), attempts: 1, started_at: at(began + 200), completed_at: at(began + took) };
    if (n === 6 || n === 19) {
      const [error, errorCode] = ['The feed answered 404 (not found): check its address', 'SOURCE_NOT_FOUND'];
      return jobOf(
        owned,
        'SYNC_RSS',
        { url: 'https://northwind.example/news.xml' },
        { ...ended, status: 'FAILED', error, error_code: errorCode, unresolved: true },
      );
    }
    return jobOf(owned, type, payload, { ...ended, status: n === 11 ? 'CANCELLED' : 'COMPLETED', progress: 100 });
  });
}
