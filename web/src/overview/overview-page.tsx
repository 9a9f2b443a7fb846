import { lazy, Suspense, useState } from 'react';
import { type Dashboard, useDashboard } from '../api/dashboard.js';
import type { JobFilter } from '../jobs/job-list.js';
import { useJobList } from '../jobs/use-job-list.js';
import { CreateJobDialog } from '../jobs/create-job-dialog.js';
import { describeCost, describeCount, describeLarge, words } from '../parts/describe.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { Failure, Loading } from '../parts/states.js';
import { Took } from '../parts/time.js';
import { PageLink, useBrandId } from '../shell/brand.js';
import { NeedsYou } from './needs-you.js';
import { LatestJobs } from './latest-jobs.js';

const Throughput = lazy(async () => ({ default: (await import('./throughput.js')).Throughput }));

/** What needs somebody, and how much is going on. */
export function OverviewPage() {
  const { data, error, refetch } = useDashboard();
  const filter: JobFilter = { status: [], type: [], brandId: useBrandId() };
  const list = useJobList(filter);
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <PageHead title="Overview">
        <button type="button" className="button primary" onClick={() => setCreating(true)}>
          {icons.plus} New job
        </button>
      </PageHead>
      {data ? (
        <Figures figures={data} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      <div className="columns">
        <section className="card column-wide" aria-labelledby="throughput">
          <h2 id="throughput">Finished a minute</h2>
          <Suspense fallback={<div className="plot" />}>
            <Throughput jobs={list.jobs} hasMore={list.hasNextPage} />
          </Suspense>
        </section>
        <div className="column-narrow">
          {data && <Queues queues={data.queues} />}
          {data && <Connections figures={data} />}
        </div>
      </div>
      <LatestJobs list={list} />
      {isCreating && <CreateJobDialog onClose={() => setCreating(false)} />}
    </>
  );
}

function Figures({ figures }: { figures: Dashboard }) {
  const { jobs, usage } = figures;
  return (
    <>
      <NeedsYou figures={figures} />
      <dl className="tiles">
        <Tile title="Running" note="now" value={describeLarge(jobs.running)} to="/jobs?status=RUNNING" />
        <Tile title="Waiting" note="due or planned" value={describeLarge(jobs.pending)} to="/jobs?status=PENDING" />
        <Tile
          title="Completed"
          note={completedNote(jobs)}
          value={describeLarge(jobs.completed)}
          to="/jobs?status=COMPLETED"
        />
        <Tile title="Spent" note={spendNote(usage)} value={describeCost(usage.costMicroUsd)} />
      </dl>
    </>
  );
}

function completedNote({ cancelled }: Dashboard['jobs']): string {
  return cancelled === 0 ? 'in 30 days' : `in 30 days, ${describeLarge(cancelled)} cancelled`;
}

function spendNote({ tokens, budgetMicroUsd }: Dashboard['usage']): string {
  const budget = budgetMicroUsd === null ? '' : `of ${describeCost(budgetMicroUsd)}, `;
  return `${budget}this month, ${describeLarge(tokens)} tokens`;
}

function Tile({ title, note, value, to }: { title: string; note?: string; value: string; to?: string }) {
  return (
    <div className="tile">
      <dt>{to ? <PageLink to={to}>{title}</PageLink> : title}</dt>
      <dd>
        <strong>{value}</strong>
        {note && <span className="faint">{note}</span>}
      </dd>
    </div>
  );
}

function Queues({ queues }: Pick<Dashboard, 'queues'>) {
  return (
    <section className="card" aria-labelledby="queues">
      <h2 id="queues">Queues</h2>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">Queue</th>
            <th scope="col">Running</th>
            <th scope="col">Due</th>
            <th scope="col">Oldest</th>
            <th scope="col">Later</th>
          </tr>
        </thead>
        <tbody>
          {queues.map(({ name, waiting, active, delayed, oldestDueAt, paused }) => (
            <tr key={name}>
              <th scope="row">
                {words(name)}
                {paused && <span className="tag warn">Paused</span>}
              </th>
              <td>{describeCount(active)}</td>
              <td>{describeCount(waiting)}</td>
              <td>{oldestDueAt === null ? '–' : <Took from={oldestDueAt} to={null} />}</td>
              <td>{describeCount(delayed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What posts are written from, and where they go. */
function Connections({ figures: { sources, accounts } }: { figures: Dashboard }) {
  return (
    <section className="card" aria-labelledby="connections">
      <h2 id="connections">Connections</h2>
      <dl className="facts">
        <div>
          <dt>Accounts</dt>
          <dd>
            <PageLink to="/accounts">{describeCount(accounts.connected)} connected</PageLink>
          </dd>
        </div>
        <div>
          <dt>Sources</dt>
          <dd>
            <PageLink to="/sources">{describeCount(sources.active)} read regularly</PageLink>
          </dd>
        </div>
      </dl>
    </section>
  );
}
