import type { Mutant } from './build.mjs';

const repository = 'src/core/queue/repository';
const dispatch = 'prisma/migrations/20261126000000_dispatch/migration.sql';

/** Faults that are built into a copy of the sources, each of which the promise named with it must notice. */
export const mutants: readonly Mutant[] = [
  {
    name: 'token reused',
    promise: 7,
    shows: /zombie to be refused|stale accepted|stuck/,
    file: dispatch,
    edits: [
      {
        find: `token = nextval('engine.token_seq')`,
        replace: `token = coalesce(u.token, nextval('engine.token_seq'))`,
      },
    ],
  },
  {
    name: 'lease guard off',
    promise: 7,
    shows: /stale accepted/,
    file: `${repository}/finish-jobs.ts`,
    edits: [
      {
        find: 'FROM engine.unfinished u JOIN x ON u.job_id = x.id AND u.token = x.token',
        replace: 'FROM engine.unfinished u JOIN x ON u.job_id = x.id',
      },
    ],
  },
  {
    name: 'reconciler off',
    promise: 3,
    shows: /stuck/,
    file: 'src/core/queue/reconciler.ts',
    edits: [
      { find: 'onApplicationBootstrap(): void {\n    this.schedule();', replace: 'onApplicationBootstrap(): void {' },
    ],
  },
  {
    name: 'enqueue before commit',
    promise: 3,
    shows: /mended later|the first jobs to begin/,
    file: 'src/core/queue/dispatcher.ts',
    edits: [
      {
        find: 'await dispatchJobs(this.database, queue);',
        replace: `await this.database.transaction(async (sql) => {
          const dispatched = await dispatchJobs(sql, queue);
          if (dispatched.jobs.length > 0) await this.transport.add(queue, dispatched.jobs);
          return dispatched;
        });`,
      },
      { find: 'if (jobs.length > 0) await this.transport.add(queue, jobs);', replace: '' },
    ],
  },
  {
    name: 'lock and count in one statement',
    promise: 3,
    shows: /were in a window for 2/,
    file: dispatch,
    edits: [
      { find: 'AND NOT paused FOR UPDATE', replace: 'AND NOT paused' },
      {
        find: 'WITH flight AS (SELECT count(*) FILTER',
        replace:
          'WITH gate AS (SELECT FROM engine.queues WHERE queue = q FOR UPDATE), flight AS (SELECT count(*) FILTER',
      },
      { find: 'FROM flight, speed;', replace: 'FROM gate, flight, speed;' },
    ],
  },
  {
    name: 'cancel ignored by recovery',
    promise: 9,
    shows: /a cancelled job whose worker died to end/,
    file: `${repository}/recover-jobs.ts`,
    edits: [{ find: `CASE WHEN cancel THEN 'CANCELLED'`, replace: `CASE WHEN false THEN 'CANCELLED'` }],
  },
];
