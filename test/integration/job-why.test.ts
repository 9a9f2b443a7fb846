import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewJob } from '../../src/core/queue/repository/create-jobs.js';
import { readStanding } from '../../src/core/queue/repository/job-standing.js';
import { explain, type Reason } from '../../src/jobs/job-why.js';
import { openRecord, QUEUE, type Record } from '../support/record.js';

describe('why a job does not run', () => {
  let record: Record;

  beforeEach(async () => {
    record = await openRecord(2);
  });
  afterEach(() => record.close());

  const read = async (id: string, organizationId = 'org_a') =>
    (await readStanding(record.database, organizationId, id))!;
  const reasonOf = async (id: string): Promise<Reason> => explain(await read(id)).reason;
  const create = async (organizationId: string, count = 1, over: Partial<NewJob> = {}) =>
    (await record.create(organizationId, count, over)).map(({ id }) => id);

  it('follows a job through its life', async () => {
    const [id] = (await create('org_a', 1, { runAt: new Date(Date.now() + 3_600_000) })) as [string];
    expect(await reasonOf(id)).toBe('SCHEDULED');
    const makeDue = () => record.database.query('UPDATE engine.unfinished SET run_at = clock_timestamp()');
    await makeDue();
    await record.database.query('UPDATE jobs SET run_at = clock_timestamp()');
    expect(await reasonOf(id)).toBe('DISPATCHING');
    await record.database.query('UPDATE engine.queues SET paused = true');
    expect(await reasonOf(id)).toBe('QUEUE_PAUSED');
    await record.database.query('UPDATE engine.queues SET paused = false');

    const run = async () => (await record.start(await record.dispatch()))[0]!;
    const first = await run();
    expect(await reasonOf(id)).toBe('RUNNING');
    await record.finish(first, { outcome: 'RETRIED', status: 'PENDING', runAt: { inMs: 60_000 }, result: null });
    expect(await reasonOf(id)).toBe('BACKOFF');
    await makeDue();
    await record.finish(await run(), { outcome: 'SNOOZED', status: 'PENDING', runAt: { inMs: 60_000 }, refund: true });
    expect(await reasonOf(id)).toBe('PLATFORM_RATE_LIMITED');
    await makeDue();
    await record.finish(await run());
    expect(await reasonOf(id)).toBe('FINISHED');
    expect(await readStanding(record.database, 'org_b', id)).toBeNull();
  });

  it('is that no worker is alive', async () => {
    const [id] = await create('org_a');
    await record.database.query(`UPDATE engine.workers SET seen_at = clock_timestamp() - interval '16 s'`);
    expect(await reasonOf(id!)).toBe('NO_WORKER');
  });

  it('is those of its own organization that rank before it', async () => {
    const [low] = await create('org_a', 1, { priority: 10 });
    await create('org_a', 3);
    const [high] = await create('org_a', 1, { priority: 1 });
    expect(await read(low!)).toMatchObject({ ahead: 4 });
    expect(await read(high!)).toMatchObject({ ahead: 0 });
    expect(explain(await read(low!))).toMatchObject({ reason: 'BEHIND_OTHERS', ahead: 4 });
  });

  it('is those of others whose turn comes first, however many they have', async () => {
    const [mine] = await create('org_a');
    await create('org_b', 50);
    await create('org_c', 50);
    // Served longest ago: org_c, org_a, org_b.
    await record.database.query(
      `UPDATE engine.lanes SET served_at = CASE organization_id WHEN 'org_c' THEN '2026-01-01' WHEN 'org_a' THEN '2026-01-02' ELSE '2026-01-03' END::timestamptz`,
    );
    expect(await read(mine!)).toMatchObject({ ahead: 1 });
    const [second] = await create('org_a');
    expect(await read(second!)).toMatchObject({ ahead: 4 });
  });

  it('counts what dispatching then confirms', async () => {
    for (const organization of ['org_b', 'org_c', 'org_d']) await create(organization, 5);
    const ids = await create('org_a', 4);
    const last = (
      await record.database.query<{ id: string }>(
        `SELECT job_id AS id FROM engine.unfinished WHERE organization_id = 'org_a' ORDER BY rank_at DESC LIMIT 1`,
      )
    )[0]!.id;
    expect(ids).toContain(last);
    const { ahead } = await read(last);
    let before = 0;
    for (;;) {
      const entries = await record.dispatch();
      const place = entries.findIndex(({ jobId }) => jobId === last);
      if (place >= 0) {
        before += place;
        break;
      }
      before += entries.length;
      await record.start(entries);
    }
    expect(ahead).toBe(before);
  });

  it('counts up to a thousand', async () => {
    const [first] = await create('org_a', 1_200);
    await record.database.query(`UPDATE engine.unfinished SET rank_at = rank_at + interval '1 h' WHERE job_id = $1`, [
      first,
    ]);
    expect(await read(first!)).toMatchObject({ ahead: 1_000 });
  });

  it('knows how busy the workers are and how long runs took', async () => {
    const done = await record.run('org_a');
    await record.database.query(`UPDATE jobs SET started_at = started_at - interval '10 s' WHERE id = $1`, [done.id]);
    await record.finish(done);
    await record.run('org_b');
    const [id] = await create('org_a');
    const standing = await read(id!);
    expect(standing).toMatchObject({ queue: QUEUE, workers: 1, slots: 10, running: 1 });
    expect(Math.round(standing.averageRunMs! / 1_000)).toBe(10);
  });
});
