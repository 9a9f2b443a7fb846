import { useState } from 'react';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { Empty, Failure, Loading } from '../parts/states.js';
import { VirtualList } from '../parts/virtual-list.js';
import { useSession } from '../session/use-session.js';
import { BulkDialog, type BulkAction } from './bulk-dialog.js';
import { CreateJobDialog } from './create-job-dialog.js';
import { describeJobCount } from './describe-job.js';
import { useJobFilter } from './filter.js';
import { JobCells } from './job-cells.js';
import { JobFilters } from './job-filters.js';
import type { JobFilter } from './job-list.js';
import { useJobList } from './use-job-list.js';

/** All jobs, live: filtered, created, cancelled and retried. */
export function JobsPage() {
  const [filter, changeFilter] = useJobFilter();
  const [open, setOpen] = useState<BulkAction | 'create' | null>(null);
  const { identity } = useSession();
  return (
    <>
      <PageHead title="Jobs">
        {identity.isAdmin && (
          <>
            <button type="button" className="button" onClick={() => setOpen('cancel')}>
              {icons.stop} Cancel several
            </button>
            <button type="button" className="button" onClick={() => setOpen('retry')}>
              {icons.retry} Retry several
            </button>
          </>
        )}
        <button type="button" className="button primary" onClick={() => setOpen('create')}>
          {icons.plus} New job
        </button>
      </PageHead>
      <JobFilters filter={filter} onChange={changeFilter} />
      <JobList filter={filter} />
      {open === 'create' && <CreateJobDialog onClose={() => setOpen(null)} />}
      {(open === 'cancel' || open === 'retry') && (
        <BulkDialog action={open} filter={filter} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function JobList({ filter }: { filter: JobFilter }) {
  const { jobs, totalCount, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useJobList(filter);
  if (isPending) return <Loading rows={12} />;
  if (error && jobs.length === 0) return <Failure error={error} onRetry={() => void refetch()} />;
  if (jobs.length === 0) return <NoJobs filter={filter} />;
  return (
    <>
      <p className="list-count">{totalCount === 1 ? '1 job' : `${describeJobCount(totalCount)} jobs`}</p>
      <VirtualList
        label="Jobs"
        className="job-row"
        rows={jobs}
        keyOf={({ id }) => id}
        heights={{ wide: 56, narrow: 88 }}
        onEnd={hasNextPage && !isFetchingNextPage && !error ? () => void fetchNextPage() : undefined}
        head={
          <>
            <span role="columnheader">Status</span>
            <span role="columnheader">Job</span>
            <span role="columnheader">Attempts</span>
            <span role="columnheader">Took</span>
            <span role="columnheader">Created</span>
          </>
        }
      >
        {(job) => <JobCells job={job} />}
      </VirtualList>
      {error && <Failure error={error} onRetry={() => void fetchNextPage()} />}
    </>
  );
}

function NoJobs({ filter: { status, type, brandId } }: { filter: JobFilter }) {
  if (status.length === 0 && type.length === 0 && brandId === null) {
    return (
      <Empty title="No jobs yet">
        <p>Create the first one: it starts as soon as a worker is free, and you see here how it goes.</p>
      </Empty>
    );
  }
  return (
    <Empty title="No job fits these filters">
      <p>Jobs that do are shown here as soon as there are any.</p>
    </Empty>
  );
}
