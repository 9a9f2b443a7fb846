import type { Schema } from '../../../client/client.js';

/** Where a path of the API is to be seen: its first word, the page, and what a link there says. */
const places: Record<string, [path: string, link: string]> = {
  jobs: ['/jobs', 'See the job'],
  'context-sources': ['/sources', 'See the source'],
  'social-accounts': ['/accounts', 'See the account'],
  webhooks: ['/webhooks', 'See the webhook'],
};

/** Where to go about a notification; null where it names nothing that has a page. */
export function placeOf({
  jobId,
  resource,
}: Pick<Schema<'Notification'>, 'jobId' | 'resource'>): { to: string; link: string } | null {
  const [, name, id] = /^\/api\/([a-z-]+)\/(\w+)/.exec(jobId === null ? (resource ?? '') : `/api/jobs/${jobId}`) ?? [];
  const place = places[name ?? ''];
  return place ? { to: `${place[0]}/${id}`, link: place[1] } : null;
}
