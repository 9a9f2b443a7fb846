import type { useJobList } from '../jobs/use-job-list.js';
import { subjectOf } from '../jobs/describe-job.js';
import { typeName } from '../parts/describe.js';
import { Empty, Failure, Loading } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { Took, When } from '../parts/time.js';
import { PageLink } from '../shell/brand.js';

const SHOWN = 8;

/** The newest jobs, as they go. */
export function LatestJobs({ list: { jobs, error, isPending, refetch } }: { list: ReturnType<typeof useJobList> }) {
  return (
    <section className="card" aria-labelledby="latest">
      <header className="card-head">
        <h2 id="latest">Latest jobs</h2>
        <PageLink to="/jobs">All jobs</PageLink>
      </header>
      {isPending && <Loading rows={SHOWN} />}
      {error && jobs.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && jobs.length === 0 && (
        <Empty title="No jobs yet">
          <p>Create the first one on the page of jobs.</p>
        </Empty>
      )}
      <ul className="latest">
        {jobs.slice(0, SHOWN).map((job) => (
          <li key={job.id}>
            <Status status={job.status} />
            <PageLink to={`/jobs/${job.id}`}>{typeName(job.type)}</PageLink>
            <span className="subject">{subjectOf(job)}</span>
            <span className="faint latest-took">
              {job.startedAt !== null && <Took from={job.startedAt} to={job.completedAt} />}
            </span>
            <span className="faint latest-when">
              <When at={job.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
