import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answerOf } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import type { Dashboard } from '../api/dashboard.js';
import { describeCount } from '../parts/describe.js';
import { icons } from '../parts/icons.js';
import { PageLink } from '../shell/brand.js';
import { useIsPage } from '../shell/known-paths.js';

interface Need {
  count: number;
  one: string;
  many: string;
  to: string;
}

/** What waits for somebody, each with where to go; nothing of it is said to be well. */
export function NeedsYou({ figures: { jobs, accounts, sources, notifications } }: { figures: Dashboard }) {
  const unconfirmed = useUnconfirmed(notifications.unread > 0);
  const needs: Need[] = [
    { count: jobs.failed, one: 'job failed', many: 'jobs failed', to: '/jobs?status=FAILED' },
    {
      count: unconfirmed,
      one: 'post may be out, or not: look it up',
      many: 'posts may be out, or not: look them up',
      to: '/notifications?kind=PUBLISH_UNKNOWN',
    },
    {
      count: accounts.needsReauth,
      one: 'account must be connected again',
      many: 'accounts must be connected again',
      to: '/accounts',
    },
    { count: sources.unhealthy, one: 'source cannot be read', many: 'sources cannot be read', to: '/sources' },
    {
      count: notifications.unread,
      one: 'unread notification',
      many: 'unread notifications',
      to: '/notifications',
    },
  ];
  const open = needs.filter(({ count }) => count > 0);
  if (open.length === 0) {
    return (
      <section className="needs well" aria-label="What needs you">
        {icons.check} <p>Nothing needs you just now.</p>
      </section>
    );
  }
  return (
    <section className="needs" aria-labelledby="needs">
      <h2 id="needs">{icons.warning} Needs you</h2>
      <ul>
        {open.map(({ count, one, many, to }) => (
          <li key={to}>
            <MaybeLink to={to}>
              <strong>{describeCount(count)}</strong> {count === 1 ? one : many}
            </MaybeLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many of the newest unread notifications say that nobody knows whether a post is out. */
function useUnconfirmed(isAsked: boolean): number {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['notifications', 'unconfirmed'],
    queryFn: async () => {
      const query = { unread: 'true', limit: 100 } as const;
      const { notifications } = await answerOf(api.GET('/api/notifications', { params: { query } }));
      return notifications.filter(({ kind }) => kind === 'PUBLISH_UNKNOWN').length;
    },
    enabled: isAsked,
  });
  return (isAsked && data) || 0;
}

/** A link where there is such a page. */
function MaybeLink({ to, children }: { to: string; children: ReactNode }) {
  const isPage = useIsPage();
  return isPage(to.split('?')[0]!) ? <PageLink to={to}>{children}</PageLink> : <span>{children}</span>;
}
