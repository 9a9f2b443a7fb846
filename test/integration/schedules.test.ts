import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import { JobCreator } from '../../src/core/queue/job-creator.js';
import { JobRegistry } from '../../src/core/queue/job-registry.js';
import { ScheduleFiring } from '../../src/schedules/schedule-firing.js';
import { errorOf, startTestApi, type TestApi } from '../support/test-api.js';
import { issuesOf, openOrganization, type TestOrganization } from '../support/test-organization.js';

let api: TestApi;
let database: Database;
let organization: TestOrganization;
const lines: { [field: string]: unknown }[] = [];

beforeAll(async () => {
  api = await startTestApi({ ORG_MAX_UNFINISHED_JOBS: '3', CREATE_RATE_LIMIT: '10000/60s' });
  database = api.app.get(Database);
});
afterAll(() => api?.close());
beforeEach(async () => {
  await database.query('DELETE FROM schedules');
  lines.length = 0;
  organization = await openOrganization(api);
});

const openFiring = () => {
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as { [field: string]: unknown }) });
  return new ScheduleFiring(database, api.app.get(JobCreator), api.app.get(JobRegistry), log);
};

const wanted = (over: object = {}) => ({
  jobType: 'GENERATE_CONTENT',
  name: 'Every morning',
  cron: '0 9 * * *',
  payload: organization.payload,
  ...over,
});
const post = (over?: object) => organization.ask('/api/schedules', { body: wanted(over) });
const create = async (over?: object): Promise<string> => {
  const answer = await post(over);
  if (answer.status !== 201) throw new Error(`Not created: ${answer.text}`);
  return answer.body.id!;
};
const read = async (id: string) => (await organization.ask(`/api/schedules/${id}`)).body;
const patch = (id: string, body: object) => organization.ask(`/api/schedules/${id}`, { method: 'PATCH', body });

/** Moves the schedule's next slot to so many seconds ago, rounded to a multiple of `step` seconds. */
const makeDue = (id: string, seconds: number, step = 1) =>
  database.query(
    `UPDATE schedules SET next_run_at = to_timestamp(floor(extract(epoch FROM clock_timestamp() - $2 * interval '1 second') / $3) * $3)
     WHERE id = $1`,
    [id, seconds, step],
  );
const jobsOf = (id: string) =>
  database.query<{ id: string; status: string; priority: number; slot: string | null }>(
    `SELECT j.id, j.status, j.priority, u.slot FROM jobs j LEFT JOIN engine.unfinished u ON u.job_id = j.id
     WHERE schedule_id = $1 ORDER BY j.created_at`,
    [id],
  );
const slotsOf = async (id: string) => {
  const sql = 'SELECT outcome FROM schedule_slots WHERE schedule_id = $1 ORDER BY slot';
  return (await database.query<{ outcome: string }>(sql, [id])).map(({ outcome }) => outcome);
};
const minutesAgo = (minutes: number) => minutes * 60;

describe('/api/schedules', () => {
  it('creates, shows, lists, changes and removes', async () => {
    const created = await post({ timezone: 'Europe/Berlin', priority: 'LOW' });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.any(String),
      jobType: 'GENERATE_CONTENT',
      name: 'Every morning',
      cron: '0 9 * * *',
      timezone: 'Europe/Berlin',
      payload: organization.payload,
      brandId: organization.brandId,
      priority: 'LOW',
      enabled: true,
      overlap: 'SKIP',
      misfire: 'SKIP',
      lastRunAt: null,
      nextRunAt: expect.stringMatching(/T0[78]:00:00.000Z$/),
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    const id = created.body.id!;
    expect((await organization.ask('/api/schedules')).body).toEqual({ schedules: [await read(id)], nextCursor: null });

    const renamed = await patch(id, { name: 'At nine', misfire: 'ONCE', priority: 'HIGH' });
    expect(renamed.body).toMatchObject({ name: 'At nine', misfire: 'ONCE', priority: 'HIGH', cron: '0 9 * * *' });
    expect(renamed.body.nextRunAt).toBe(created.body.nextRunAt);
    const moved = await patch(id, { cron: '0 12 * * *', timezone: 'UTC' });
    expect(moved.body.nextRunAt).toMatch(/T12:00:00.000Z$/);

    expect((await organization.ask(`/api/schedules/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(errorOf(await organization.ask(`/api/schedules/${id}`))).toBe('404 NOT_FOUND');
  });

  it('lets members read and run, and only admins change', async () => {
    const id = await create();
    const member = { role: 'member' } as const;
    expect((await organization.ask(`/api/schedules/${id}`, member)).status).toBe(200);
    expect((await organization.ask(`/api/schedules/${id}/next`, member)).status).toBe(200);
    expect((await organization.ask(`/api/schedules/${id}/run`, { ...member, method: 'POST' })).status).toBe(201);
    for (const [path, request] of [
      ['', { body: wanted() }],
      [`/${id}`, { method: 'PATCH', body: { name: 'Mine' } }],
      [`/${id}`, { method: 'DELETE' }],
    ] as const)
      expect(errorOf(await organization.ask(`/api/schedules${path}`, { ...request, ...member }))).toBe('403 FORBIDDEN');
  });

  it('shows an organization its own only', async () => {
    const id = await create();
    const other = await openOrganization(api);
    const answers = [
      await other.ask(`/api/schedules/${id}`),
      await other.ask(`/api/schedules/${id}`, { method: 'PATCH', body: { name: 'Mine' } }),
      await other.ask(`/api/schedules/${id}`, { method: 'DELETE' }),
      await other.ask(`/api/schedules/${id}/run`, { method: 'POST' }),
      await other.ask(`/api/schedules/${id}/next`),
    ];
    expect(answers.map(errorOf)).toEqual(Array.from({ length: 5 }, () => '404 NOT_FOUND'));
    expect((await other.ask('/api/schedules')).body.schedules).toEqual([]);
    expect((await read(id)).name).toBe('Every morning');
  });

  it.each([
    [{ cron: '0 0 30 2 *' }, '400 VALIDATION_ERROR cron'],
    [{ cron: '@daily' }, '400 VALIDATION_ERROR cron'],
    [{ cron: '0 9 * *' }, '400 VALIDATION_ERROR cron'],
    [{ timezone: 'Mars/Base' }, '400 VALIDATION_ERROR timezone'],
    [{ name: ' ' }, '400 VALIDATION_ERROR name'],
    [{ jobType: 'MAKE_TEA' }, '400 VALIDATION_ERROR jobType'],
    [{ overlap: 'BOTH' }, '400 VALIDATION_ERROR overlap'],
    [{ misfire: 'TWICE' }, '400 VALIDATION_ERROR misfire'],
    [{ priority: 1 }, '400 VALIDATION_ERROR priority'],
    [{ enabled: null }, '400 VALIDATION_ERROR enabled'],
    [{ extra: true }, '400 VALIDATION_ERROR extra'],
    [{ payload: { topic: 'Tea' } }, '400 INVALID_PAYLOAD brandId'],
    [{ brandId: 'another' }, '400 VALIDATION_ERROR brandId'],
  ])('refuses %j', async (over, issue) => {
    expect(issuesOf(await post(over))).toContain(issue);
  });

  it('refuses what names nothing of the organization, also when it is changed', async () => {
    const stranger = await openOrganization(api);
    expect(errorOf(await post({ payload: stranger.payload }))).toBe('404 NOT_FOUND');
    const id = await create();
    expect(errorOf(await patch(id, { payload: stranger.payload }))).toBe('404 NOT_FOUND');
    expect(issuesOf(await patch(id, { payload: { ...organization.payload, platforms: [] } }))).toEqual([
      '400 INVALID_PAYLOAD platforms',
    ]);
    expect(issuesOf(await patch(id, { cron: '0 0 31 4 *' }))).toEqual(['400 VALIDATION_ERROR cron']);
    expect((await read(id)).payload).toEqual(organization.payload);
  });

  it('runs at once, once a key, against the cap', async () => {
    const id = await create({ enabled: false });
    const run = (key: string) =>
      organization.ask(`/api/schedules/${id}/run`, { method: 'POST', headers: { 'idempotency-key': key } });
    const first = await run('a');
    expect(first.status).toBe(201);
    expect(await organization.read(first.body.id!)).toMatchObject({
      scheduleId: id,
      status: 'PENDING',
      createdBy: expect.any(String),
    });
    const again = await run('a');
    expect([again.status, again.body]).toEqual([200, first.body]);
    await run('b');
    await run('c');
    expect(errorOf(await run('d'))).toBe('429 TOO_MANY_JOBS');
  });

  it('tells the times to come, paused or not', async () => {
    const id = await create({ enabled: false, cron: '30 2 * * *', timezone: 'America/New_York' });
    const next = async (query = '') => organization.ask(`/api/schedules/${id}/next${query}`);
    expect((await next('?from=2026-03-07T00:00:00Z&count=3')).body).toEqual({
      next: ['2026-03-07T07:30:00.000Z', '2026-03-08T07:30:00.000Z', '2026-03-09T06:30:00.000Z'],
    });
    expect((await next()).body.next).toHaveLength(5);
    expect((await next('?count=50')).body.next).toHaveLength(50);
    for (const query of ['?count=0', '?count=51', '?count=x', '?from=yesterday', '?from=2026-03-07'])
      expect(errorOf(await next(query))).toBe('400 VALIDATION_ERROR');
    for (const from of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])
      expect((await next(`?from=${from}`)).status).toBe(200);
  });

  it('plans from now on when it is enabled again', async () => {
    const id = await create({ cron: '* * * * *' });
    expect((await patch(id, { enabled: false })).body.nextRunAt).toBeNull();
    await openFiring().fire();
    expect(await jobsOf(id)).toEqual([]);
    const { nextRunAt } = (await patch(id, { enabled: true })).body;
    expect(new Date(nextRunAt as string).getTime()).toBeGreaterThan(Date.now() - 1_000);
  });
});

describe('a slot', () => {
  it('makes a job that uses no slot of the cap, and moves the schedule on', async () => {
    const id = await create({ cron: '0 * * * *', priority: 'HIGH' });
    await makeDue(id, 5);
    const before = await read(id);
    await openFiring().fire();
    expect(await jobsOf(id)).toMatchObject([{ status: 'PENDING', priority: 1, slot: null }]);
    const after = await read(id);
    expect(after.lastRunAt).not.toBeNull();
    expect(new Date(after.nextRunAt as string) > new Date(before.nextRunAt as string)).toBe(true);
    await openFiring().fire();
    expect(await slotsOf(id)).toEqual(['FIRED']);
    for (let free = 3; free > 0; free -= 1) await organization.create();
  });

  it('without room is dropped, or made up for once there is room', async () => {
    const [dropped, owed] = [
      await create({ cron: '* * * * * *' }),
      await create({ cron: '* * * * * *', misfire: 'ONCE' }),
    ];
    for (const id of [dropped, owed]) await makeDue(id, 10);
    await openFiring().fire();
    expect(await jobsOf(dropped)).toHaveLength(1);
    expect((await slotsOf(dropped)).slice(0, 9)).toEqual(['FIRED', ...Array.from({ length: 8 }, () => 'NO_ROOM')]);
    expect(lines[0]).toMatchObject({ msg: 'A slot of a schedule was dropped', outcome: 'NO_ROOM' });

    for (const id of [dropped, owed]) await patch(id, { cron: '0 0 1 1 *' });
    await database.query('UPDATE schedules SET owed_slot = clock_timestamp() WHERE id = $1', [owed]);
    await openFiring().fire();
    expect(await jobsOf(owed)).toHaveLength(1);
    await organization.end((await jobsOf(owed))[0]!.id);
    await Promise.all([openFiring().fire(), openFiring().fire()]);
    expect((await jobsOf(owed)).map(({ status }) => status)).toEqual(['COMPLETED', 'PENDING']);
    await organization.end((await jobsOf(owed))[1]!.id);
    await openFiring().fire();
    expect(await jobsOf(owed)).toHaveLength(2);
  });

  it('queues up to 50', async () => {
    const id = await create({ cron: '* * * * * *', overlap: 'QUEUE' });
    await makeDue(id, 55);
    await openFiring().fire();
    expect(await jobsOf(id)).toHaveLength(50);
    expect((await slotsOf(id)).slice(49, 52)).toEqual(['FIRED', 'NO_ROOM', 'NO_ROOM']);
  });

  it('that was missed follows the policy, whatever came after it at once', async () => {
    const [skip, once] = [
      await create({ cron: '*/5 * * * *' }),
      await create({ cron: '*/5 * * * *', misfire: 'ONCE' }),
    ];
    for (const id of [skip, once]) await makeDue(id, minutesAgo(60 * 24), 300);
    await openFiring().fire();
    const [first] = await slotsOf(skip);
    expect([first, (await slotsOf(once))[0]]).toEqual(['MISSED', 'FIRED']);
    expect((await jobsOf(once)).length).toBe(1);
    for (const id of [skip, once])
      expect(new Date((await read(id)).nextRunAt as string).getTime()).toBeGreaterThan(Date.now());
  });

  it('is not fired again when the clock, or a change of the schedule, goes back to it', async () => {
    const id = await create({ cron: '0 * * * *', overlap: 'QUEUE' });
    await makeDue(id, 20);
    const { nextRunAt } = await read(id);
    await openFiring().fire();
    await database.query('UPDATE schedules SET next_run_at = $2 WHERE id = $1', [id, nextRunAt]);
    await openFiring().fire();
    expect(await jobsOf(id)).toHaveLength(1);
  });

  it('is fired once, however many schedulers look for it', async () => {
    const ids = await Promise.all(
      Array.from({ length: 60 }, () =>
        create({ cron: '*/10 * * * * *', overlap: 'QUEUE', payload: organization.payload }),
      ),
    );
    for (const id of ids) await makeDue(id, 45, 10);
    await Promise.all(Array.from({ length: 4 }, () => openFiring().fire()));
    for (const id of ids) await patch(id, { enabled: false });
    const perSchedule = await database.query<{ jobs: number; slots: number; seconds: number }>(
      `SELECT (SELECT count(*)::int FROM jobs WHERE schedule_id = s.id) AS jobs, count(*)::int AS slots,
         extract(epoch FROM max(slot) - min(slot))::int AS seconds
       FROM schedules s JOIN schedule_slots ON schedule_id = s.id AND outcome = 'FIRED' GROUP BY s.id`,
    );
    expect(perSchedule).toHaveLength(60);
    for (const { jobs, slots, seconds } of perSchedule) {
      expect(slots).toBeGreaterThanOrEqual(5);
      expect({ jobs, slots }).toEqual({ jobs: slots, slots: seconds / 10 + 1 });
    }
  });

  it('is found anew with a newer time zone database, by one that is ahead only', async () => {
    const [outdated, current] = [await create(), await create()];
    await database.query(
      `UPDATE schedules SET next_run_at = next_run_at + interval '1 hour', tz_version = CASE id WHEN $1 THEN '2001a' ELSE '9999z' END`,
      [outdated],
    );
    await openFiring().renew();
    expect((await read(outdated)).nextRunAt).toMatch(/T09:00/);
    expect((await read(current)).nextRunAt).toMatch(/T10:00/);
  });

  it('of a zone that is no more stops its schedule, says so, and is in nobody’s way', async () => {
    const [broken, sound] = [await create({ cron: '0 * * * *' }), await create({ cron: '0 * * * *' })];
    await database.query(`UPDATE schedules SET timezone = 'Mars/Base' WHERE id = $1`, [broken]);
    for (const id of [broken, sound]) await makeDue(id, 5);
    await openFiring().fire();
    expect([await jobsOf(broken), (await jobsOf(sound)).length]).toEqual([[], 1]);
    expect(await read(broken)).toMatchObject({ enabled: true, nextRunAt: null });
    expect(lines).toMatchObject([{ scheduleId: broken, msg: expect.stringContaining('A schedule has stopped') }]);
  });
});
