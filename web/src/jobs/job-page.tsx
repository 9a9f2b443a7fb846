import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { CopyButton } from '../parts/copy-button.js';
import { typeName } from '../parts/describe.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { Failure, Loading } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { Moment, Sentence, Stamp, Took, When } from '../parts/time.js';
import { Value } from '../parts/value.js';
import { PageLink } from '../shell/brand.js';
import { isFinal, priorityName, subjectOf } from './describe-job.js';
import { adviceFor } from './error-advice.js';
import { JobActions } from './job-actions.js';
import { placesOf, withoutPlaces } from './job-places.js';
import { JobResult } from './job-result.js';
import { JobTimeline } from './job-timeline.js';

type Job = Schema<'JobWithHistory'>;

/** What stands before a job that waits may change without a change of the job. */
const WHY_EVERY_MS = 5_000;

/** One job: where it is and why, its attempts, and what came of it. */
export function JobPage() {
  const { id = '' } = useParams<{ id: string }>();
  const api = useApi();
  const {
    data: job,
    error,
    refetch,
  } = useQuery({
    queryKey: ['job', id, 'job'],
    queryFn: () => answerOf(api.GET('/api/jobs/{id}', { params: { path: { id } } })),
  });
  return (
    <>
      <PageLink to="/jobs" className="back">
        {icons.back} Jobs
      </PageLink>
      {job ? (
        <JobView job={job} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </>
  );
}

function JobView({ job }: { job: Job }) {
  const { type, status, progress, progressMessage } = job;
  return (
    <>
      <PageHead title={typeName(type)} note={subjectOf(job)}>
        <JobActions job={job} />
      </PageHead>
      <section className={`card standing ${status.toLowerCase()}`} aria-label="Where it is">
        <Status status={status} />
        {status === 'FAILED' ? <WhatWentWrong job={job} /> : <Why job={job} />}
        {status === 'RUNNING' && (
          <div className="progress">
            <progress value={progress} max={100} aria-label="Progress" />
            <span>
              {progress} %{progressMessage !== null && ` · ${progressMessage}`}
            </span>
          </div>
        )}
      </section>
      <div className="columns">
        <div className="column-wide">
          <JobTimeline job={job} />
          {job.result && (
            <section className="card result" aria-labelledby="result">
              <h2 id="result">{job.dryRun ? 'What would have happened' : 'Result'}</h2>
              <JobResult result={withoutPlaces(job.result)} />
            </section>
          )}
        </div>
        <div className="column-narrow">
          <Facts job={job} />
          <section className="card" aria-labelledby="payload">
            <h2 id="payload">Payload</h2>
            <Value value={withoutPlaces(job.payload)} />
          </section>
        </div>
      </div>
    </>
  );
}

function Why({ job }: { job: Job }) {
  const { id, attempts, createdAt, completedAt } = job;
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['job', id, 'why'],
    queryFn: () => answerOf(api.GET('/api/jobs/{id}/why', { params: { path: { id } } })),
    refetchInterval: isFinal(job) ? false : WHY_EVERY_MS,
  });
  if (!data) return <p className="why">…</p>;
  const { sentence, estimatedStartAt } = data;
  return (
    <p className="why">
      <Sentence text={sentence} />
      {estimatedStartAt !== null && (
        <span className="soft">
          {' '}
          Expected <When at={estimatedStartAt} />.
        </span>
      )}
      {completedAt !== null && (
        <span className="soft">
          {' '}
          <Took from={createdAt} to={completedAt} /> in all
          {attempts > 0 && `, ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}`}.
        </span>
      )}
    </p>
  );
}

function WhatWentWrong({ job: { error, errorCode, completedAt, acknowledgedAt } }: { job: Job }) {
  return (
    <div className="why">
      <p className="wrong">{error ?? 'It failed without a word.'}</p>
      <p>{adviceFor(errorCode)}</p>
      <p className="faint">
        {errorCode && <code>{errorCode}</code>} {completedAt && <Moment at={completedAt} />}
        {acknowledgedAt && ' · acknowledged'}
      </p>
    </div>
  );
}

function Facts({ job }: { job: Job }) {
  const brand = useBrands().find(({ id }) => id === job.brandId);
  const facts: [string, ReactNode][] = [
    ['Brand', brand?.name ?? job.brandId ?? 'none'],
    ...placesOf(job).map(({ term, to, text }): [string, ReactNode] => [
      term,
      <PageLink key={to} to={to}>
        {text}
      </PageLink>,
    ]),
    ['Attempts', `${job.attempts} of ${job.maxAttempts}`],
    ['Priority', priorityName(job.priority)],
    ['Queue', <code key="queue">{job.queue}</code>],
    ['Created', <Stamp key="created" at={job.createdAt} />],
    ['Created by', job.createdBy ?? (job.scheduleId ? 'a schedule' : 'the system')],
    ['Due', <Stamp key="due" at={job.runAt} />],
    [
      'Id',
      <span key="id" className="copied">
        <code>{job.id}</code>
        <CopyButton text={job.id} label="Copy the id" />
      </span>,
    ],
  ];
  if (job.retryOf !== null) {
    facts.push([
      'Retry of',
      <PageLink key="retry" to={`/jobs/${job.retryOf}`}>
        <code>{job.retryOf}</code>
      </PageLink>,
    ]);
  }
  if (job.dryRun) facts.push(['Dry run', 'Nothing is published, saved or paid']);
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">Details</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
