import { useLocation, useSearchParams } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { useDashboard } from '../api/dashboard.js';
import { ChangeButton } from '../parts/change-button.js';
import { describeCount } from '../parts/describe.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { RecordList } from '../parts/record-list.js';
import { Empty } from '../parts/states.js';
import { Sentence, When } from '../parts/time.js';
import { useRecords } from '../parts/use-records.js';
import { PageLink, useHref } from '../shell/brand.js';
import { placeOf } from './notification-place.js';

type Notification = Schema<'Notification'>;

const KINDS: Record<Notification['kind'], string> = {
  JOB_FAILED: 'Job failed',
  SOURCE_UNHEALTHY: 'Source cannot be read',
  ACCOUNT_NEEDS_REAUTH: 'Account needs you',
  PUBLISH_UNKNOWN: 'Post may be out, or not',
  WEBHOOK_DISABLED: 'Webhook disabled',
};

/** What people should know of, newest first; read by one is read for all. */
export function NotificationsPage() {
  const api = useApi();
  const { data: figures } = useDashboard();
  const [search, setSearch] = useSearchParams();
  const isUnread = search.get('unread') === 'true';
  const kind = search.get('kind');
  const choose = (name: 'unread' | 'kind', value: string | null) =>
    setSearch((last) => {
      if (value === null) last.delete(name);
      else last.set(name, value);
      return last;
    });
  return (
    <>
      <PageHead title="Notifications" note="What somebody should know of. Read by one is read for all.">
        <ChangeButton
          icon="check"
          disabled={figures?.notifications.unread === 0}
          change={() => answerOf(api.POST('/api/notifications/read'))}
          changes={['notifications']}
          said={({ affected }) => `Marked ${describeCount(affected)} as read.`}
        >
          Mark all as read
        </ChangeButton>
      </PageHead>
      <div className="filters">
        <div className="chips" role="group" aria-label="Which">
          <Chip isOn={!isUnread} onClick={() => choose('unread', null)}>
            All
          </Chip>
          <Chip isOn={isUnread} onClick={() => choose('unread', 'true')}>
            Unread
          </Chip>
        </div>
        <label>
          <span className="sr-only">Kind</span>
          <select value={kind ?? ''} onChange={({ target }) => choose('kind', target.value || null)}>
            <option value="">All kinds</option>
            {Object.entries(KINDS).map(([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Notifications isUnread={isUnread} kind={kind} />
    </>
  );
}

function Chip({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: string }) {
  return (
    <button type="button" className="chip" aria-pressed={isOn} onClick={onClick}>
      {children}
    </button>
  );
}

function Notifications({ isUnread, kind }: { isUnread: boolean; kind: string | null }) {
  const api = useApi();
  const records = useRecords(['notifications', 'list', isUnread], async (page) => {
    const query = isUnread ? ({ ...page, unread: 'true' } as const) : page;
    const { notifications, nextCursor } = await answerOf(api.GET('/api/notifications', { params: { query } }));
    return { rows: notifications, nextCursor };
  });
  const rows = kind === null ? records.rows : records.rows.filter((each) => each.kind === kind);
  return (
    <RecordList
      label="Notifications"
      className="notification"
      records={{ ...records, rows }}
      keyOf={({ id }) => id}
      empty={
        isUnread || kind !== null ? (
          <Empty title="Nothing here to read">
            <p>{isUnread ? 'All of it was read.' : 'Nothing of this kind has happened lately.'}</p>
          </Empty>
        ) : (
          <Empty title="No notifications yet">
            <p>When a job fails, or a source or an account needs you, it is said here.</p>
          </Empty>
        )
      }
    >
      {(notification) => <NotificationRow notification={notification} />}
    </RecordList>
  );
}

function NotificationRow({ notification }: { notification: Notification }) {
  const { id, kind, sentence, jobId, readAt, createdAt } = notification;
  const api = useApi();
  const href = useHref();
  const [, navigate] = useLocation();
  const place = placeOf(notification);
  const read = () => answerOf(api.POST('/api/notifications/{id}/read', { params: { path: { id } } }));
  return (
    <>
      <span className={readAt === null ? 'unread-mark' : 'unread-mark off'} aria-hidden="true" />
      <div className="record-main">
        <p className="record-title">
          {readAt === null && <span className="sr-only">Unread: </span>}
          {KINDS[kind]}
          <span className="faint">
            <When at={createdAt} />
          </span>
        </p>
        <p className="record-text">
          <Sentence text={sentence} />
        </p>
      </div>
      <div className="actions">
        {place && (
          <PageLink to={place.to} className="button">
            {place.link}
          </PageLink>
        )}
        {kind === 'JOB_FAILED' && jobId !== null && (
          <ChangeButton
            icon="retry"
            changes={['notifications', 'job']}
            change={async (_, key) => {
              const params = { path: { id: jobId }, header: { 'Idempotency-Key': key } };
              const job = await answerOf(api.POST('/api/jobs/{id}/retry', { params }));
              await read();
              return job;
            }}
            said={() => 'Runs again, as a new job.'}
            onDone={(job) => navigate(href(`/jobs/${job.id}`))}
          >
            Retry
          </ChangeButton>
        )}
        {readAt === null ? (
          <ChangeButton icon="check" changes={['notifications']} change={read}>
            Mark as read
          </ChangeButton>
        ) : (
          <span className="was-read">{icons.check} Read</span>
        )}
      </div>
    </>
  );
}
