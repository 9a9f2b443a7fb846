import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureQueues } from '../../src/core/queue/repository/measure-queues.js';
import { openRecord, QUEUE, type Record } from '../support/record.js';

let record: Record;

beforeAll(async () => {
  record = await openRecord(2);
});
afterAll(() => record.close());

const measure = async () => (await measureQueues(record.database)).find(({ queue }) => queue === QUEUE)!;

it('measures what waits, in the window or not, what is planned and what runs', async () => {
  expect(await measure()).toEqual({
    queue: QUEUE,
    paused: false,
    waiting: 0,
    window: 0,
    delayed: 0,
    active: 0,
    oldestDueSeconds: 0,
    workers: 1,
  });

  await record.create('org_a', 4);
  await record.create('org_b', 1, { runAt: new Date(Date.now() + 3_600_000) });
  const [first] = await record.dispatch();
  await record.start([first!]);

  expect(await measure()).toMatchObject({ waiting: 3, window: 1, delayed: 1, active: 1 });
});

it('takes the age of what is due longest, wherever it waits', async () => {
  const age = async (phase: string): Promise<number> => {
    await record.database.query(
      `UPDATE engine.unfinished SET run_at = CASE WHEN phase = $1::"char" THEN now() - interval '100 seconds' ELSE now() END WHERE phase <> 'l'`,
      [phase],
    );
    return Math.round((await measure()).oldestDueSeconds);
  };
  expect([await age('r'), await age('w'), await age('x')]).toEqual([100, 100, 0]);

  await record.database.query(`UPDATE engine.unfinished SET run_at = now() - interval '200 seconds' WHERE phase = 'l'`);
  const late = await measure();
  expect([late.delayed, late.waiting, Math.round(late.oldestDueSeconds)]).toEqual([0, 4, 200]);
});

it('says which queue is paused', async () => {
  await record.database.query('UPDATE engine.queues SET paused = true');
  expect((await measure()).paused).toBe(true);
});
