import { type ComponentType, lazy } from 'react';
import type { Dashboard } from './api/dashboard.js';
import { JobPage } from './jobs/job-page.js';
import { JobsPage } from './jobs/jobs-page.js';
import { OverviewPage } from './overview/overview-page.js';
import type { IconName } from './parts/icons.js';

const ContentPage = lazy(async () => ({ default: (await import('./content/content-page.js')).ContentPage }));
const ContentItemPage = lazy(async () => ({ default: (await import('./content/item-page.js')).ContentItemPage }));
const CalendarPage = lazy(async () => ({ default: (await import('./calendar/calendar-page.js')).CalendarPage }));
const LearningsPage = lazy(async () => ({ default: (await import('./learnings/learnings-page.js')).LearningsPage }));
const SourcesPage = lazy(async () => ({ default: (await import('./sources/sources-page.js')).SourcesPage }));
const SourcePage = lazy(async () => ({ default: (await import('./sources/source-page.js')).SourcePage }));
const AccountsPage = lazy(async () => ({ default: (await import('./accounts/accounts-page.js')).AccountsPage }));
const AccountPage = lazy(async () => ({ default: (await import('./accounts/account-page.js')).AccountPage }));
const SchedulesPage = lazy(async () => ({ default: (await import('./schedules/schedules-page.js')).SchedulesPage }));
const SchedulePage = lazy(async () => ({ default: (await import('./schedules/schedule-page.js')).SchedulePage }));
const WebhooksPage = lazy(async () => ({ default: (await import('./webhooks/webhooks-page.js')).WebhooksPage }));
const WebhookPage = lazy(async () => ({ default: (await import('./webhooks/webhook-page.js')).WebhookPage }));
const NotificationsPage = lazy(async () => ({
  default: (await import('./notifications/notifications-page.js')).NotificationsPage,
}));

/** A place in the navigation. */
export interface Page {
  path: string;
  title: string;
  icon: IconName;
  view: ComponentType;
  /** How many things there wait for somebody; said beside the title. */
  waiting?: (figures: Dashboard) => { count: number; what: string };
}

/** The navigation, in its order. A page that few begin with is lazy: React's `lazy(() => import(…))`. */
export const pages: readonly Page[] = [
  { path: '/', title: 'Overview', icon: 'overview', view: OverviewPage },
  {
    path: '/jobs',
    title: 'Jobs',
    icon: 'jobs',
    view: JobsPage,
    waiting: ({ jobs }) => ({ count: jobs.failed, what: 'failed' }),
  },
  { path: '/content', title: 'Content', icon: 'content', view: ContentPage },
  { path: '/calendar', title: 'Calendar', icon: 'calendar', view: CalendarPage },
  { path: '/learnings', title: 'Learnings', icon: 'learnings', view: LearningsPage },
  {
    path: '/sources',
    title: 'Sources',
    icon: 'sources',
    view: SourcesPage,
    waiting: ({ sources }) => ({ count: sources.unhealthy, what: 'cannot be read' }),
  },
  {
    path: '/accounts',
    title: 'Accounts',
    icon: 'accounts',
    view: AccountsPage,
    waiting: ({ accounts }) => ({ count: accounts.needsReauth, what: 'must be connected again' }),
  },
  { path: '/schedules', title: 'Schedules', icon: 'schedules', view: SchedulesPage },
  {
    path: '/notifications',
    title: 'Notifications',
    icon: 'notifications',
    view: NotificationsPage,
    waiting: ({ notifications }) => ({ count: notifications.unread, what: 'unread' }),
  },
  { path: '/webhooks', title: 'Webhooks', icon: 'webhooks', view: WebhooksPage },
];

/** Pages about one thing; their views read its id with wouter's `useParams`. */
export const details: readonly { path: string; view: ComponentType }[] = [
  { path: '/jobs/:id', view: JobPage },
  { path: '/content/:id', view: ContentItemPage },
  { path: '/sources/:id', view: SourcePage },
  { path: '/accounts/:id', view: AccountPage },
  { path: '/schedules/:id', view: SchedulePage },
  { path: '/webhooks/:id', view: WebhookPage },
];
