import { randomUUID } from 'node:crypto';
import { Database } from '../../src/core/database/database.js';
import type { Job } from '../../src/core/queue/job.js';
import { type Finish, finishJobs } from '../../src/core/queue/repository/finish-jobs.js';
import { type Started, startJobs } from '../../src/core/queue/repository/start-jobs.js';
import { endOf } from './record.js';
import type { Answer, Ask, TestApi } from './test-api.js';

/** An organization of a test's own with one brand and one user, and a worker that does as the test says. */
export interface TestOrganization {
  readonly id: string;
  readonly brandId: string;
  readonly payload: { brandId: string; topic: string; platforms: string[] };
  ask(path: string, request?: Ask): Promise<Answer>;
  /** Asks for a GENERATE_CONTENT job. */
  post(over?: object, request?: Ask): Promise<Answer>;
  /** Creates one that must be accepted; answers its id. */
  create(over?: object): Promise<string>;
  read(id: string): Promise<Answer['body'] & Job>;
  /** A worker takes the job. */
  start(id: string, workerId?: string): Promise<Started>;
  /** A worker takes the job and ends it, COMPLETED unless told otherwise. */
  end(id: string, over?: Partial<Finish>): Promise<void>;
}

export const failure = { outcome: 'FAILED', status: 'FAILED', result: null, error: 'No', errorCode: 'NO' } as const;

/** @param api whose organization it becomes */
export async function openOrganization(api: TestApi): Promise<TestOrganization> {
  const id = `org_${randomUUID()}`;
  const user = `user_${randomUUID()}`;
  const database = api.app.get(Database);
  const ask: TestOrganization['ask'] = (path, request) => api.ask(path, { organization: id, user, ...request });
  const brand = await ask('/api/brands', { body: { name: 'A brand' } });
  const payload = { brandId: brand.body.id!, topic: 'Tea', platforms: ['TWITTER'] };

  const organization: TestOrganization = {
    id,
    brandId: payload.brandId,
    payload,
    ask,
    post: (over, request) => ask('/api/jobs', { body: { type: 'GENERATE_CONTENT', payload, ...over }, ...request }),
    async create(over) {
      const answer = await organization.post(over);
      if (answer.status !== 201) throw new Error(`The job was not created: ${answer.status} ${answer.text}`);
      return answer.body.id!;
    },
    read: async (jobId) => (await ask(`/api/jobs/${jobId}`)).body as Answer['body'] & Job,
    async start(jobId, workerId = 'worker_a') {
      const [entry] = await database.query<{ token: bigint }>(
        `UPDATE engine.unfinished SET phase = 'w', token = nextval('engine.token_seq'), dispatched_at = clock_timestamp()
         WHERE job_id = $1 RETURNING token`,
        [jobId],
      );
      const [started] = await startJobs(database, [{ jobId, token: entry!.token }], workerId, 60_000);
      return started!;
    },
    async end(jobId, over = {}) {
      const { token } = await organization.start(jobId);
      const end = endOf({ id: jobId, token }, over);
      const [answer] = await finishJobs(database, [end], { id: 'worker_a', speed: {} });
      if (answer !== 'APPLIED') throw new Error(`The outcome was not applied: ${answer}`);
    },
  };
  return organization;
}

/** `<status> <code> <path>` of each issue that an answer has. */
export function issuesOf({ status, body }: Answer): string[] {
  return (body.details?.issues ?? []).map(({ path }) => `${status} ${String(body.code)} ${path.join('.')}`);
}
