import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newJob, openRecord, type Record } from '../support/record.js';

const caps = { soon: 50, ahead: 3 };

describe('admission', () => {
  let record: Record;

  beforeEach(async () => {
    record = await openRecord();
  });
  afterEach(() => record.close());

  const ask = (count = 1, over = {}, idempotency: { key: string; hash: string } | null = null) =>
    record
      .request(
        [{ organizationId: 'org_a', jobs: Array.from({ length: count }, () => newJob(over)), idempotency }],
        caps,
      )
      .then(([created]) => created!);

  it('lets exactly as many in as the cap has room for, however many come at once', async () => {
    await ask(30);
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask()));
    expect(answers.filter((answer) => answer.kind === 'created')).toHaveLength(20);
    expect(answers.find((answer) => answer.kind === 'too-many')).toEqual({
      kind: 'too-many',
      limit: 50,
      unfinished: 50,
    });
  });

  it('counts those that share a statement one after another', async () => {
    const requests = Array.from({ length: 51 }, () => ({
      organizationId: 'org_a',
      jobs: [newJob()],
      idempotency: null,
    }));
    const answers = await record.request(requests, caps);
    expect(answers.map((answer) => answer.kind)).toEqual([...Array<string>(50).fill('created'), 'too-many']);
  });

  it('writes all of a request or none of it', async () => {
    await ask(49);
    expect(await ask(2)).toMatchObject({ kind: 'too-many', unfinished: 49 });
    expect(await ask(1)).toMatchObject({ kind: 'created' });
  });

  it('caps what is planned ahead by itself', async () => {
    const runAt = new Date(Date.now() + 3_600_000);
    await ask(50);
    expect(await ask(3, { runAt })).toMatchObject({ kind: 'created' });
    expect(await ask(1, { runAt })).toMatchObject({ kind: 'too-many', limit: 3 });
  });

  it('has room again as soon as a job ends', async () => {
    const created = await ask(50);
    if (created.kind !== 'created') throw new Error(created.kind);
    const entries = await record.dispatch();
    const [started] = await record.start(entries.slice(0, 1));
    expect(await ask()).toMatchObject({ kind: 'too-many' });
    await record.finish(started!);
    expect(await ask()).toMatchObject({ kind: 'created' });
  });

  it('leaves other organizations alone', async () => {
    await ask(50);
    expect((await record.create('org_b', 50)).length).toBe(50);
  });

  it('answers a key that comes again with what it answered first, and refuses it for another request', async () => {
    const key = { key: 'once', hash: 'h1' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(1, {}, key)));
    const ids = answers.map((answer) => ('jobs' in answer ? answer.jobs[0]!.id : answer.kind));
    expect(new Set(ids).size).toBe(1);
    expect(answers.filter((answer) => answer.kind === 'created')).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === 'replayed')).toHaveLength(9);
    expect(await ask(1, {}, { key: 'once', hash: 'h2' })).toEqual({ kind: 'key-reused' });
  });

  it('forgets a key after a day', async () => {
    const key = { key: 'daily', hash: 'h1' };
    await ask(1, {}, key);
    await record.database.query(`UPDATE idempotency_keys SET created_at = created_at - interval '25 hours'`);
    expect(await ask(1, {}, { key: 'daily', hash: 'h2' })).toMatchObject({ kind: 'created' });
    expect(await ask(1, {}, { key: 'daily', hash: 'h2' })).toMatchObject({ kind: 'replayed' });
  });

  it('keeps no key of a request that it refused', async () => {
    await ask(50);
    expect(await ask(1, {}, { key: 'later', hash: 'h' })).toMatchObject({ kind: 'too-many' });
    const [row] = await record.database.query<{ n: bigint }>('SELECT count(*) AS n FROM idempotency_keys');
    expect(row!.n).toBe(0n);
  });
});
