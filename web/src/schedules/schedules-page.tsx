import { useState } from 'react';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { typeName } from '../parts/describe.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { RecordFact, RecordList } from '../parts/record-list.js';
import { Empty } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { When } from '../parts/time.js';
import { useRecords } from '../parts/use-records.js';
import { useSession } from '../session/use-session.js';
import { PageLink, useBrandId } from '../shell/brand.js';
import { describeCron } from './describe-cron.js';
import { RunButton } from './schedule-actions.js';
import { ScheduleForm } from './schedule-form.js';

/** Jobs that run again and again. */
export function SchedulesPage() {
  const api = useApi();
  const brandId = useBrandId();
  const { isAdmin } = useSession().identity;
  const [isAdding, setAdding] = useState(false);
  const records = useRecords(['schedules', 'list'], async (query) => {
    const { schedules, nextCursor } = await answerOf(api.GET('/api/schedules', { params: { query } }));
    return { rows: schedules, nextCursor };
  });
  const rows = brandId === null ? records.rows : records.rows.filter((each) => each.brandId === brandId);
  return (
    <>
      <PageHead
        title="Schedules"
        note={`Jobs that run by themselves, again and again.${isAdmin ? '' : ' Admins make and change them.'}`}
      >
        {isAdmin && (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            {icons.plus} New schedule
          </button>
        )}
      </PageHead>
      <RecordList
        label="Schedules"
        records={{ ...records, rows }}
        keyOf={({ id }) => id}
        empty={
          <Empty title="No schedules yet">
            <p>Sources, numbers and tokens are read by themselves. What else is to happen regularly stands here.</p>
          </Empty>
        }
      >
        {(schedule) => <ScheduleRow schedule={schedule} />}
      </RecordList>
      {isAdding && <ScheduleForm onClose={() => setAdding(false)} />}
    </>
  );
}

function ScheduleRow({ schedule }: { schedule: Schema<'Schedule'> }) {
  const { id, name, jobType, cron, timezone, enabled, nextRunAt, lastRunAt } = schedule;
  return (
    <>
      <div className="record-main">
        <p className="record-title">
          <PageLink to={`/schedules/${id}`} className="row-link">
            <bdi>{name}</bdi>
          </PageLink>
          <span className="tag">{typeName(jobType)}</span>
        </p>
        <p className="subject">
          {describeCron(cron) ?? <code>{cron}</code>}, {timezone}
        </p>
      </div>
      <Status status={enabled ? 'ACTIVE' : 'PAUSED'} />
      <div className="record-facts">
        <RecordFact term="Next">{nextRunAt === null ? '–' : <When at={nextRunAt} />}</RecordFact>
        <RecordFact term="Last">{lastRunAt === null ? 'never' : <When at={lastRunAt} />}</RecordFact>
      </div>
      <div className="actions">
        <RunButton schedule={schedule} />
      </div>
    </>
  );
}
