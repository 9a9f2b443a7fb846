import { useState } from 'react';
import { typeName, words, describeCount } from '../parts/describe.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { Empty, Failure, Loading } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { Took, When } from '../parts/time.js';
import { VirtualList } from '../parts/virtual-list.js';
import { useSession } from '../session/use-session.js';
import { PageLink } from '../shell/brand.js';
import { BulkDialog, type BulkAction } from './bulk-dialog.js';
import { CreateJobDialog } from './create-job-dialog.js';
import { isFinal, subjectOf } from './describe-job.js';
import { STATUSES, TYPES, useJobFilter } from './filter.js';
import type { Job, JobFilter } from './job-list.js';
import { useJobList } from './use-job-list.js';

/** The API counts no further. */
const MOST_COUNTED = 10_000;

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
      <Filters filter={filter} onChange={changeFilter} />
      <JobList filter={filter} />
      {open === 'create' && <CreateJobDialog onClose={() => setOpen(null)} />}
      {(open === 'cancel' || open === 'retry') && (
        <BulkDialog action={open} filter={filter} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

interface FiltersProps {
  filter: JobFilter;
  onChange: (change: Partial<Pick<JobFilter, 'status' | 'type'>>) => void;
}

function Filters({ filter: { status, type }, onChange }: FiltersProps) {
  return (
    <div className="filters">
      <div className="chips" role="group" aria-label="Status">
        <button
          type="button"
          className="chip"
          aria-pressed={status.length === 0}
          onClick={() => onChange({ status: [] })}
        >
          All
        </button>
        {STATUSES.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={status.includes(each)}
            onClick={() =>
              onChange({ status: status.includes(each) ? status.filter((x) => x !== each) : [...status, each] })
            }
          >
            {words(each)}
          </button>
        ))}
      </div>
      <label>
        <span className="sr-only">Type</span>
        <select
          value={type[0] ?? ''}
          onChange={({ target }) => onChange({ type: TYPES.filter((each) => each === target.value) })}
        >
          <option value="">All types</option>
          {TYPES.map((each) => (
            <option key={each} value={each}>
              {typeName(each)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function JobList({ filter }: { filter: JobFilter }) {
  const { jobs, totalCount, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useJobList(filter);
  if (isPending) return <Loading rows={12} />;
  if (error && jobs.length === 0) return <Failure error={error} onRetry={() => void refetch()} />;
  if (jobs.length === 0) return <NoJobs filter={filter} />;
  const count = totalCount >= MOST_COUNTED ? `${describeCount(MOST_COUNTED)} and more` : describeCount(totalCount);
  return (
    <>
      <p className="list-count">{count === '1' ? '1 job' : `${count} jobs`}</p>
      <VirtualList
        label="Jobs"
        className="job-row"
        rows={jobs}
        keyOf={({ id }) => id}
        heights={{ wide: 52, narrow: 76 }}
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

function JobCells({ job }: { job: Job }) {
  const { id, type, status, attempts, maxAttempts, startedAt, completedAt, createdAt, updatedAt, progress, dryRun } =
    job;
  return (
    <>
      <span role="cell" className="cell-status">
        <Status status={status} />
      </span>
      <span role="cell" className="cell-job">
        <PageLink to={`/jobs/${id}`} className="row-link">
          {typeName(type)}
        </PageLink>
        {dryRun && <span className="tag">Dry run</span>}
        <span className="subject">{subjectOf(job)}</span>
        {status === 'RUNNING' && (
          <progress value={progress} max={100} aria-label="Progress">
            {progress} %
          </progress>
        )}
      </span>
      <span role="cell" className="cell-attempts">
        {attempts} of {maxAttempts}
      </span>
      <span role="cell" className="cell-took">
        {startedAt ? <Took from={startedAt} to={completedAt ?? (isFinal(job) ? updatedAt : null)} /> : '–'}
      </span>
      <span role="cell" className="cell-created">
        <When at={createdAt} />
      </span>
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
