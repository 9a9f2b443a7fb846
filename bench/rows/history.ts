import { freePort } from '../../scripts/lib/ports.mjs';
import type { Ground, Site } from '../lib/ground.js';
import { interleave, type Line, type Row } from '../lib/row.js';
import { median, ratio } from '../lib/statistics.js';

const FIRST_PORT = 25_000;
const ORGANIZATION = 'org_history';
const WAITING = 'job_waiting';

/** What is asked, by name. */
const QUESTIONS = {
  list: '/api/jobs?limit=50',
  dashboard: '/api/dashboard',
  why: `/api/jobs/${WAITING}/why`,
} as const;

type Question = keyof typeof QUESTIONS;

/** Requests of a kind in a round, one after another; the first tenth is thrown away. */
const REQUESTS = 200;

interface Past {
  site: Site;
  url: string;
  token: string;
}

/**
 * 7: three answers of the product's API over HTTP, one request at a time, for an organization with 1 000 000 jobs in its history (and
 * their attempts) against one with 1 000, each on a database of its own behind an API of its own: p50 in milliseconds. The
 * history is of one organization: the worst case.
 */
export const history: Row = {
  number: 7,
  title: 'list, dashboard and why over a long history',
  async run({ ground, short, ...context }) {
    const few = 1_000;
    const many = short ? 20_000 : 1_000_000;
    const sides = [`${few} rows`, `${many} rows`, `${few} rows again`] as const;
    const pasts: Past[] = [];
    try {
      for (const rows of [few, many]) {
        context.say(`  filling: ${rows} rows of history`);
        pasts.push(await open(ground, rows));
      }
      const [small, large] = pasts as [Past, Past];
      const questions = await answered(small, context.say);
      const measured = await interleave(
        context,
        sides,
        (side) => askAll(side === sides[1] ? large : small, questions),
        (times) => questions.map((question) => `${question} ${times[question].toFixed(2)} ms`).join(', '),
      );
      return questions.map((question): Line => {
        const of = (side: (typeof sides)[number]): number[] => measured[side].map((times) => times[question]);
        return {
          row: 7,
          what: `${question}, p50: ${many} / ${few} rows of history`,
          ratio: ratio(of(sides[1]), of(sides[0])),
          noise: ratio(of(sides[2]), of(sides[0])),
          target: { atMost: 1.5 },
          figures: { [few]: `${median(of(sides[0])).toFixed(2)} ms`, [many]: `${median(of(sides[1])).toFixed(2)} ms` },
        };
      });
    } finally {
      for (const { site } of pasts) await site.close();
    }
  },
};

async function open(ground: Ground, rows: number): Promise<Past> {
  const site = await ground.openSite();
  await fill(site, rows);
  const port = await freePort(FIRST_PORT);
  await site.start('src/main.js', { env: { PORT: String(port), LOG_LEVEL: 'warn' } });
  return { site, url: `http://127.0.0.1:${port}`, token: await ground.issuer.token({ organization: ORGANIZATION }) };
}

/** Nine of ten have COMPLETED, the others FAILED; one waits, and why is asked of it. */
async function fill(site: Site, rows: number): Promise<void> {
  await site.query('INSERT INTO organizations (id) VALUES ($1)', [ORGANIZATION]);
  const client = await site.pool.connect();
  try {
    // Without triggers: what would be told to webhooks is long told.
    await client.query('SET session_replication_role = replica');
    const at = `now() - n * interval '2 seconds'`;
    await client.query(
      `INSERT INTO jobs (id, organization_id, type, queue, payload, status, priority, attempts, max_attempts, run_at, started_at, completed_at,
         progress, result, error, token, created_by, created_at, updated_at)
       SELECT 'job_' || n, $2, 'GENERATE_CONTENT', 'content-generation', '{"brandId":"brand","topic":"What a background job costs","platforms":["X"]}',
         CASE WHEN n % 10 = 0 THEN 'FAILED' ELSE 'COMPLETED' END::job_status, 5, 1, 4, ${at}, ${at}, ${at}, 100, '{"variations":[]}',
         CASE WHEN n % 10 = 0 THEN 'The model refused' END, n, 'user_bench', ${at}, ${at}
       FROM generate_series(1, $1::int) n`,
      [rows, ORGANIZATION],
    );
    await client.query(
      `INSERT INTO job_attempts (job_id, token, number, worker_id, started_at, finished_at, outcome)
       SELECT id, token, 1, 'worker', started_at, completed_at, status::text::attempt_outcome FROM jobs`,
    );
    await client.query(
      `INSERT INTO jobs (id, organization_id, type, queue, payload, priority, max_attempts, run_at, created_at, updated_at)
       VALUES ($1, $2, 'GENERATE_CONTENT', 'content-generation', '{}', 5, 4, now(), now(), now())`,
      [WAITING, ORGANIZATION],
    );
    await client.query(
      `INSERT INTO engine.unfinished (job_id, queue, organization_id, phase, rank_at, run_at, slot)
       VALUES ($1, 'content-generation', $2, 'r', now(), now(), 'n')`,
      [WAITING, ORGANIZATION],
    );
    await client.query('SELECT setval($1, $2)', ['engine.token_seq', rows + 1]);
  } finally {
    client.release(true);
  }
  await site.query('VACUUM ANALYZE jobs');
  await site.query('VACUUM ANALYZE job_attempts');
}

/** Which of the questions the API knows; a route that is not there yet is named. */
async function answered(past: Past, say: (line: string) => void): Promise<Question[]> {
  const known: Question[] = [];
  for (const question of Object.keys(QUESTIONS) as Question[]) {
    const { status } = await ask(past, question);
    if (status === 404) say(`  left out: the API has no ${QUESTIONS[question]}`);
    else if (status === 200) known.push(question);
    else throw new Error(`${QUESTIONS[question]} answered ${status}`);
  }
  return known;
}

async function ask({ url, token }: Past, question: Question): Promise<{ status: number }> {
  const response = await fetch(url + QUESTIONS[question], { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  return response;
}

/** @returns the p50 of each question, in milliseconds */
async function askAll(past: Past, questions: Question[]): Promise<Record<Question, number>> {
  const times: Record<Question, number> = { list: 0, dashboard: 0, why: 0 };
  for (const question of questions) {
    const each: number[] = [];
    for (let request = 0; request < REQUESTS; request += 1) {
      const since = performance.now();
      await ask(past, question);
      each.push(performance.now() - since);
    }
    times[question] = median(each.slice(REQUESTS / 10));
  }
  return times;
}
