import type { LoggedEffect } from '../processes/effect-log.protocol.js';
import type { Acknowledged } from './client.js';
import type { Observer } from './observer.js';
import type { ChaosSystem } from './system.js';
import type { Fault, Verdict } from './verdict.js';

interface JobRow {
  id: string;
  label: string;
  status: string;
  attempts: number;
  losses: number;
  token: string | null;
  resultToken: string | null;
  completedAt: Date | null;
  isUnfinished: boolean;
}

interface AttemptRow {
  jobId: string;
  token: string;
  number: number;
  workerId: string;
  startedAt: Date;
  finishedAt: Date;
  outcome: string;
}

const finalStatuses = ['COMPLETED', 'FAILED', 'CANCELLED'];

/** Attempts with these outcomes are counted; the others are given back. */
const spending = ['COMPLETED', 'RETRIED', 'FAILED', 'CANCELLED'];

/** The record's times are whole milliseconds, rounded. */
const ROUNDING_MS = 2;

/** Compares the clients' log and the effect log with the database. */
export async function check(
  system: ChaosSystem,
  acknowledged: readonly Acknowledged[],
  faults: readonly Fault[],
  observer: Observer,
): Promise<Verdict> {
  const jobs = await system.query<JobRow>(
    `SELECT j.id, j.payload ->> 'label' AS label, j.status, j.attempts, j.losses, j.token, j.result ->> 'token' AS "resultToken",
       j.completed_at AS "completedAt", u.job_id IS NOT NULL AS "isUnfinished"
     FROM jobs j LEFT JOIN engine.unfinished u ON u.job_id = j.id`,
  );
  const attempts = await system.query<AttemptRow>(
    `SELECT job_id AS "jobId", token, number, worker_id AS "workerId", started_at AS "startedAt", finished_at AS "finishedAt", outcome
     FROM job_attempts ORDER BY token`,
  );
  const history = groupBy(attempts, (attempt) => attempt.jobId);
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const owed = acknowledged.map(({ jobId }) => byId.get(jobId)).filter((job) => job !== undefined);
  const final = owed.filter((job) => finalStatuses.includes(job.status));
  const effects = judgeEffects(system.effects(), byId, observer);
  return {
    faults: faults.length,
    acknowledged: acknowledged.length,
    final: final.length,
    lost: acknowledged.length - owed.length,
    effectsTwice: effects.twice,
    staleAccepted: jobs.filter((job) => isStale(job, history.get(job.id) ?? [])).length,
    stuck: owed.length - final.length,
    p95RecoveryMs: percentile95(recoveries(faults, history)),
    problems: [
      ...effects.problems,
      ...jobs.flatMap((job) => disagreements(job, history.get(job.id) ?? [])),
      ...doubleKeys(jobs),
      ...missingEffects(acknowledged, byId, system.effects()),
    ],
  };
}

/** Whether an outcome was accepted that is not that of the job's current run, or one run began before another had ended. */
function isStale(job: JobRow, attempts: AttemptRow[]): boolean {
  const completed = attempts.find(({ outcome }) => outcome === 'COMPLETED');
  if (completed && job.resultToken !== completed.token) return true;
  return attempts.some((attempt, index) => {
    const previous = attempts[index - 1];
    return previous && attempt.startedAt.getTime() < previous.finishedAt.getTime() - ROUNDING_MS;
  });
}

/** Where the job's row, its scheduling row and its history do not say the same. */
function disagreements(job: JobRow, attempts: AttemptRow[]): string[] {
  const problems: string[] = [];
  const say = (what: string): void => void problems.push(`job ${job.id} (${job.status}): ${what}`);
  const isFinal = finalStatuses.includes(job.status);
  if (isFinal === job.isUnfinished) say(isFinal ? 'it is final and still scheduled' : 'it is not scheduled any more');
  if (isFinal !== (job.completedAt !== null)) say('its status and its completedAt disagree');
  if (!isFinal) return problems;
  const lost = attempts.filter(({ outcome }) => outcome === 'LOST').length;
  if (lost !== job.losses) say(`${job.losses} losses, and ${lost} lost attempts in its history`);
  const last = attempts.at(-1);
  // An attempt that would have been given back is none of them where the job was cancelled meanwhile.
  const spent = attempts.filter(({ outcome }) => spending.includes(outcome)).length;
  if (job.attempts !== spent && !(last?.outcome === 'CANCELLED' && job.attempts === spent - 1))
    say(`${job.attempts} attempts, and ${spent} spent ones in its history`);
  if (last && last.token !== job.token) say('its token is not that of its last attempt');
  if (job.status === 'COMPLETED' && last?.outcome !== 'COMPLETED') say('its last attempt did not complete');
  attempts.forEach(({ number }, index) => {
    const earlier = attempts.slice(0, index).filter(({ outcome }) => spending.includes(outcome)).length;
    if (number !== earlier + 1) say(`its attempt at place ${index + 1} has the number ${number}`);
  });
  return problems;
}

function doubleKeys(jobs: JobRow[]): string[] {
  return [...groupBy(jobs, (job) => job.label)]
    .filter(([, same]) => same.length > 1)
    .map(([label, same]) => `the key ${label} has ${same.length} jobs`);
}

function judgeEffects(
  effects: LoggedEffect[],
  jobs: ReadonlyMap<string, JobRow>,
  { leaseEnds }: Observer,
): { twice: number; problems: string[] } {
  const problems: string[] = [];
  for (const { jobId, token, checkedAt } of effects) {
    const job = jobs.get(jobId);
    if (job?.status === 'CANCELLED' && checkedAt > job.completedAt!.getTime() + ROUNDING_MS)
      problems.push(`job ${jobId}: an effect began after it was CANCELLED`);
    if (checkedAt > (leaseEnds.get(token) ?? Infinity))
      problems.push(`job ${jobId}: an effect was allowed under token ${token} after its lease had ended`);
  }
  // A process that was frozen between the check and the call makes the call when it thaws: no ledger can take that back.
  const inTime = effects.filter(({ token, at }) => at <= (leaseEnds.get(token) ?? Infinity));
  const twice = [...groupBy(inTime, ({ jobId }) => jobId).values()].filter((same) => same.length > 1);
  return { twice: twice.length, problems };
}

function missingEffects(
  acknowledged: readonly Acknowledged[],
  jobs: ReadonlyMap<string, JobRow>,
  effects: LoggedEffect[],
): string[] {
  const had = new Set(effects.map(({ jobId }) => jobId));
  return acknowledged
    .filter(({ jobId, deed }) => deed === 'effect' && jobs.get(jobId)?.status === 'COMPLETED' && !had.has(jobId))
    .map(({ jobId }) => `job ${jobId} is COMPLETED without its effect`);
}

/** From each fault until the jobs that its process ran began again or were ended, or until any job began. */
function recoveries(faults: readonly Fault[], history: ReadonlyMap<string, AttemptRow[]>): number[] {
  const all = [...history.values()].flat();
  return faults.flatMap(({ at, hit }) => {
    if (hit === undefined) return [];
    if (hit === 'system') {
      const next = Math.min(...all.map(({ startedAt }) => startedAt.getTime()).filter((started) => started > at));
      return next === Infinity ? [] : [next - at];
    }
    const cutOff = all.filter(
      ({ workerId, startedAt, finishedAt, outcome }) =>
        ['LOST', 'INTERRUPTED'].includes(outcome) &&
        workerId.includes(`-${hit}-`) &&
        startedAt.getTime() <= at &&
        finishedAt.getTime() >= at,
    );
    return cutOff.map(({ jobId, token, finishedAt }) => {
      const runs = history.get(jobId)!;
      const next = runs[runs.findIndex((run) => run.token === token) + 1];
      return (next?.startedAt ?? finishedAt).getTime() - at;
    });
  });
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

function percentile95(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
}
