import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { typeName, words } from '../parts/describe.js';
import { describeMinute } from '../parts/describe-time.js';
import { PageHead } from '../parts/page-head.js';
import { Fact } from '../parts/record-list.js';
import { RecordPage } from '../parts/record-page.js';
import { Failure, Loading } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { Planned, Until, When } from '../parts/time.js';
import { Value } from '../parts/value.js';
import { useSession } from '../session/use-session.js';
import { describeCron } from './describe-cron.js';
import { ScheduleActions } from './schedule-actions.js';

type Schedule = Schema<'Schedule'>;

/** How many times to come are shown. */
const TIMES = 5;

/** A schedule: what it runs, and when. */
export function SchedulePage() {
  const { id = '' } = useParams();
  const api = useApi();
  const { isAdmin } = useSession().identity;
  return (
    <RecordPage
      list={{ to: '/schedules', title: 'Schedules' }}
      queryKey={['schedules', 'one', id]}
      read={() => answerOf(api.GET('/api/schedules/{id}', { params: { path: { id } } }))}
    >
      {(schedule) => (
        <>
          <PageHead
            title={schedule.name}
            note={isAdmin ? typeName(schedule.jobType) : `${typeName(schedule.jobType)}. Admins change schedules.`}
          >
            <ScheduleActions schedule={schedule} />
          </PageHead>
          <div className="columns">
            <ScheduleFacts schedule={schedule} />
            <NextTimes schedule={schedule} />
          </div>
        </>
      )}
    </RecordPage>
  );
}

function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  const { cron, timezone, enabled, overlap, misfire, priority, lastRunAt, brandId } = schedule;
  const brand = useBrands().find(({ id }) => id === brandId);
  // The brand stands above it, by its name.
  const payload = Object.fromEntries(Object.entries(schedule.payload).filter(([name]) => name !== 'brandId'));
  return (
    <section className="card" aria-label="About the schedule">
      <Status status={enabled ? 'ACTIVE' : 'PAUSED'} />
      <dl className="facts">
        {brandId !== null && <Fact term="Brand">{brand?.name ?? '–'}</Fact>}
        <Fact term="When">{describeCron(cron) ?? 'By its pattern'}</Fact>
        <Fact term="Pattern">
          <code>{cron}</code>
        </Fact>
        <Fact term="Time zone">{timezone}</Fact>
        <Fact term="Overlap">
          {overlap === 'SKIP' ? 'None begins beside an unfinished one' : 'Runs wait for each other'}
        </Fact>
        <Fact term="Missed">{misfire === 'SKIP' ? 'Left out' : 'Made up for, once'}</Fact>
        <Fact term="Priority">{words(priority)}</Fact>
        <Fact term="Last run">{lastRunAt === null ? 'never' : <When at={lastRunAt} />}</Fact>
      </dl>
      <h2>What it runs with</h2>
      <Value value={payload} />
    </section>
  );
}

/** The times to come, in the schedule's own zone and in the reader's. */
function NextTimes({ schedule: { id, cron, timezone, enabled } }: { schedule: Schedule }) {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ['schedules', 'next', id, cron, timezone],
    queryFn: () => answerOf(api.GET('/api/schedules/{id}/next', { params: { path: { id }, query: { count: TIMES } } })),
    refetchInterval: 30_000,
  });
  return (
    <section className="card" aria-labelledby="next">
      <h2 id="next">{enabled ? 'Next runs' : 'Next runs, if it were not paused'}</h2>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading rows={TIMES} />}
      <ol className="next-times">
        {data?.next.map((at) => (
          <li key={at}>
            <span className="next-time">
              <Planned at={at} />
              <span className="faint">
                <Until at={at} />
              </span>
            </span>
            <span className="faint">{describeMinute(at, timezone)} there</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
