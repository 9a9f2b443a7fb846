import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dispatchJobs } from '../../src/core/queue/repository/dispatch-jobs.js';
import { findDueQueues, findWaiting, returnToReady } from '../../src/core/queue/repository/window.js';
import { openRecord, QUEUE, type Record } from '../support/record.js';

describe('dispatch', () => {
  let record: Record;

  beforeEach(async () => {
    record = await openRecord(10);
  });
  afterEach(() => record.close());

  const setWindow = (width: number) => record.database.query('UPDATE engine.workers SET finished = $1', [width]);
  const organizationsOf = async (entries: { jobId: string }[]) =>
    Promise.all(entries.map(async ({ jobId }) => (await record.read(jobId)).organizationId));

  it('fills the window to its bound and no further, also when many dispatch at once', async () => {
    await record.create('org_a', 100);
    const rounds = await Promise.all(Array.from({ length: 8 }, () => dispatchJobs(record.database, QUEUE)));
    expect(rounds.flatMap((round) => round.jobs)).toHaveLength(10);
    expect(await record.dispatch()).toHaveLength(0);
  });

  it('makes room as entries are started', async () => {
    await record.create('org_a', 100);
    await record.start((await record.dispatch()).slice(0, 4));
    expect(await record.dispatch()).toHaveLength(4);
  });

  it('holds two entries for a worker that has finished nothing yet, and none without a worker', async () => {
    await record.create('org_a', 5);
    await setWindow(0);
    expect(await record.dispatch()).toHaveLength(2);
    await record.database.query(`UPDATE engine.workers SET seen_at = clock_timestamp() - interval '16 seconds'`);
    await setWindow(500);
    expect(await record.dispatch()).toHaveLength(0);
  });

  it('lets organizations take turns, however much one of them has waiting, and at whatever priority', async () => {
    await record.create('org_a', 200, { priority: 1 });
    await record.create('org_b', 3, { priority: 10 });
    await record.create('org_c', 3);
    const served = await organizationsOf(await record.dispatch());
    expect(served.filter((organization) => organization === 'org_b')).toHaveLength(3);
    expect(served.filter((organization) => organization === 'org_c')).toHaveLength(3);
    expect(served.filter((organization) => organization === 'org_a')).toHaveLength(4);
  });

  it('serves first who has least in flight', async () => {
    await record.create('org_a', 20);
    await record.start(await record.dispatch());
    await record.create('org_b', 20);
    expect(new Set(await organizationsOf(await record.dispatch()))).toEqual(new Set(['org_b']));
  });

  it('orders by priority within an organization, but only so far', async () => {
    const [low] = await record.create('org_a', 1, { priority: 10 });
    const [normal] = await record.create('org_a', 1, { priority: 5 });
    const [high] = await record.create('org_a', 1, { priority: 1 });
    const [old] = await record.create('org_a', 1, { priority: 10 });
    await record.database.query(
      `UPDATE engine.unfinished SET rank_at = rank_at - interval '1 hour' WHERE job_id = $1`,
      [old!.id],
    );
    const entries = await record.dispatch();
    expect(entries.map(({ jobId }) => jobId)).toEqual([old!.id, high!.id, normal!.id, low!.id]);
  });

  it('holds back what is not due, and says when it will be', async () => {
    const [job] = await record.create('org_a', 1, { runAt: new Date(Date.now() + 60_000) });
    expect(await record.dispatch()).toHaveLength(0);
    const [due] = await findDueQueues(record.database);
    expect(due!.dueInMs).toBeGreaterThan(50_000);
    await record.database.query(`UPDATE engine.unfinished SET run_at = clock_timestamp() WHERE job_id = $1`, [job!.id]);
    expect(await findDueQueues(record.database)).toEqual([{ queue: QUEUE, dueInMs: 0 }]);
    expect(await record.dispatch()).toHaveLength(1);
  });

  it('dispatches nothing of a paused queue', async () => {
    await record.create('org_a', 1);
    await record.database.query('UPDATE engine.queues SET paused = true');
    expect(await record.dispatch()).toHaveLength(0);
    expect(await findDueQueues(record.database)).toEqual([]);
  });

  it('forgets a lane that is empty and remembers it when it has work again', async () => {
    await record.create('org_a', 1);
    const [entry] = await record.dispatch();
    await record.dispatch();
    expect(await findDueQueues(record.database)).toEqual([]);
    await record.database.transaction((sql) => returnToReady(sql, QUEUE, [entry!]));
    const [again] = await record.dispatch();
    expect(again).toMatchObject({ jobId: entry!.jobId });
    expect(again!.token).toBeGreaterThan(entry!.token);
    expect(await record.start([entry!])).toEqual([]);
    expect(await record.start([again!])).toHaveLength(1);
  });

  it('loses no job that is created while its lane is being cleared', async () => {
    await setWindow(500);
    const creating = (async () => {
      for (let round = 0; round < 60; round += 1) await record.create('org_a', 1);
    })();
    let dispatched = 0;
    let done = false;
    void creating.then(() => (done = true));
    while (!done) dispatched += (await record.start(await record.dispatch())).length;
    await creating;
    for (let more = 1; more > 0; dispatched += more) more = (await record.start(await record.dispatch())).length;
    expect(dispatched).toBe(60);
  });

  it('names what waits unstarted in the window', async () => {
    await record.create('org_a', 2);
    const [first, second] = await record.dispatch();
    await record.start([first!]);
    const waiting = await findWaiting(record.database, QUEUE, 0);
    expect(waiting).toMatchObject([{ jobId: second!.jobId, token: second!.token, alive: true }]);
  });
});
