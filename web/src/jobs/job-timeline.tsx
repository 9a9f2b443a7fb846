import type { Schema } from '../../../client/client.js';
import { useNow } from '../live/clock.js';
import { describeDuration } from '../parts/describe-time.js';
import { Status } from '../parts/status.js';
import { Planned, Stamp, Took, When } from '../parts/time.js';
import { isFinal } from './describe-job.js';

type Job = Schema<'JobWithHistory'>;
type Attempt = Schema<'JobAttempt'>;

/** A narrower bar could not be seen, in percent of the whole life. */
const MIN_WIDTH = 0.8;

/** The life of a job: when it was created, each of its runs with its place in the whole, and how it ended. */
export function JobTimeline({ job }: { job: Job }) {
  const now = useNow();
  const { createdAt, completedAt, runAt, attemptHistory, status } = job;
  const begin = Date.parse(createdAt);
  const end = Math.max(completedAt === null ? now : Date.parse(completedAt), begin + 1);
  const waitsForMore = status === 'PENDING' && Date.parse(runAt) > now;
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      <ol className="timeline">
        <li className="point">
          <span className="line-title">Created</span>
          <Stamp at={createdAt} />
        </li>
        {attemptHistory.map((attempt, index) => (
          <Run
            key={attempt.startedAt}
            attempt={attempt}
            idleFrom={attemptHistory[index - 1]?.finishedAt ?? createdAt}
            begin={begin}
            span={end - begin}
            now={now}
          />
        ))}
        {waitsForMore && (
          <li className="point">
            <span className="line-title">{attemptHistory.length === 0 ? 'Planned' : 'Next attempt'}</span>
            <span>
              <When at={runAt} /> · <Planned at={runAt} />
            </span>
          </li>
        )}
        {isFinal(job) && completedAt !== null && (
          <li className="point">
            <Status status={status} />
            <span>
              <Stamp at={completedAt} /> · <Took from={createdAt} to={completedAt} /> in all
            </span>
          </li>
        )}
      </ol>
    </section>
  );
}

interface RunProps {
  attempt: Attempt;
  /** When the one before ended, or the job was created. */
  idleFrom: string;
  /** Of the whole life, in milliseconds. */
  begin: number;
  span: number;
  now: number;
}

function Run({ attempt, idleFrom, begin, span, now }: RunProps) {
  const { number, workerId, startedAt, finishedAt, durationMs, outcome, error, errorCode } = attempt;
  const start = Date.parse(startedAt);
  const stop = finishedAt === null ? Math.max(now, start) : Date.parse(finishedAt);
  const percent = (ms: number) => Math.min(Math.max((ms / span) * 100, 0), 100);
  const width = Math.max(percent(stop - start), MIN_WIDTH);
  return (
    <li className="run">
      <div className="run-line">
        <span className="line-title">Attempt {number}</span>
        <Status status={outcome} />
        <span className="run-took">{describeDuration(durationMs ?? stop - start)}</span>
      </div>
      <div className="track" aria-hidden="true">
        <div
          className={`run-bar ${outcome.toLowerCase()}`}
          style={{ left: `${Math.min(percent(start - begin), 100 - width)}%`, width: `${width}%` }}
        />
      </div>
      <p className="faint">
        Began <Stamp at={startedAt} />, after waiting {describeDuration(Math.max(0, start - Date.parse(idleFrom)))}
        {workerId !== null && ` · worker ${workerId}`}
      </p>
      {error !== null && (
        <p className="run-error">
          {error} {errorCode && <code>{errorCode}</code>}
        </p>
      )}
    </li>
  );
}
