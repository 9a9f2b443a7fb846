import { useNow } from '../live/clock.js';
import { typeName } from '../parts/describe.js';
import { Status } from '../parts/status.js';
import { Took, When } from '../parts/time.js';
import { PageLink, useBrandTag } from '../shell/brand.js';
import { isFinal, subjectOf } from './describe-job.js';
import type { Job } from './job-list.js';

/** A job as a row of a table. */
export function JobCells({ job }: { job: Job }) {
  const { id, type, status, attempts, maxAttempts, startedAt, completedAt, createdAt, updatedAt, progress, dryRun } =
    job;
  return (
    <>
      <span role="cell" className="cell-status">
        <Status status={status} />
      </span>
      <span role="cell" className="cell-job">
        <span className="cell-line">
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
        <JobNote job={job} />
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

/** What is worth knowing of a job in its state: why it failed, what it does, when it goes on; of what brand it is. */
function JobNote({ job: { status, error, progressMessage, runAt, attempts, brandId } }: { job: Job }) {
  const now = useNow();
  const brand = useBrandTag(brandId);
  if (status === 'FAILED') return <span className="cell-note wrong-note">{error}</span>;
  if (status === 'RUNNING' && progressMessage) return <span className="cell-note">{progressMessage}</span>;
  if (status === 'PENDING' && Date.parse(runAt) > now) {
    return (
      <span className="cell-note">
        {attempts === 0 ? 'Starts' : `Attempt ${attempts + 1}`} <When at={runAt} />
      </span>
    );
  }
  return brand === null ? null : <span className="cell-note">{brand}</span>;
}
