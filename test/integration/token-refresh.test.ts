import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AnalyticsSyncRepository } from '../../src/analytics-sync/analytics-sync.repository.js';
import { RefreshTokenHandler } from '../../src/analytics-sync/refresh-token/refresh-token.handler.js';
import type { RefreshReport } from '../../src/platforms/accounts/platform-accounts.js';
import { PlatformError, type PlatformErrorKind } from '../../src/platforms/platform-error.js';
import type { PlatformAccount } from '../../src/platforms/social-platform.js';
import {
  type AccountsPlace,
  type AccountsWorker,
  openAccounts,
  ORGANIZATION,
  pair,
} from '../support/platform-accounts.js';

const WORKERS = 20;

let place: AccountsPlace;
let worker: AccountsWorker;

afterEach(() => place.close());

/** Never aborts. */
const calm = (): AbortSignal => new AbortController().signal;
const force = { force: true };
const refresh = (id: string, by = worker) => by.accounts.refresh(ORGANIZATION, id, calm(), force);
const use = <T>(id: string, work: (account: PlatformAccount) => Promise<T>) =>
  worker.accounts.use(ORGANIZATION, id, calm(), work);
const tokenOf = async ({ accessToken }: PlatformAccount): Promise<string> => accessToken;
const fail = (kind: PlatformErrorKind, sentence = 'The platform says no') => {
  return () => Promise.reject(new PlatformError(kind, sentence));
};
const endToken = (id: string) =>
  place.sql.query(`UPDATE social_accounts SET token_expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
/** As a worker leaves it that died after the call was sent. */
const crash = (id: string, secondsAgo: number) =>
  place.sql.query(`UPDATE social_accounts SET refresh_sent_at = now() - $2 * interval '1 second' WHERE id = $1`, [
    id,
    secondsAgo,
  ]);

function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Resolves when each of these workers has read accounts so many times. */
function countReads(workers: AccountsWorker[], count: number): Promise<void> {
  const { opened, open } = gate();
  let fewer = workers.length;
  for (const { repository } of workers) {
    const find = repository.find.bind(repository);
    let reads = 0;
    repository.find = async (...of) => {
      const found = await find(...of);
      if ((reads += 1) === count && (fewer -= 1) === 0) open();
      return found;
    };
  }
  return opened;
}

describe('a refresh on X, whose refresh tokens are good for one call', () => {
  beforeEach(async () => {
    place = await openAccounts();
    worker = place.openWorker();
  });

  it('is one call where twenty workers ask at once, and all of them have the new tokens', async () => {
    const id = await place.connect(60);
    const workers = Array.from({ length: WORKERS }, () => place.openWorker());
    // Each has read the account as it was, and again as it is now.
    const allWait = countReads(workers, 2);
    place.answer(async () => {
      await allWait;
      return pair(2);
    });
    const reports = await Promise.all(workers.map((each) => refresh(id, each)));
    expect(place.asked).toEqual(['refresh-1']);
    const done: RefreshReport = { success: true, expiresAt: expect.any(Date) as Date, requiresReauth: false };
    expect(reports).toEqual(reports.map(() => done));
    expect(await place.read(id)).toEqual({
      status: 'ACTIVE',
      statusReason: null,
      accessToken: 'access-2',
      refreshToken: 'refresh-2',
      isUnderWay: false,
    });
  });

  it('goes before the work where the token ends soon, and not where it does not', async () => {
    place.answer(async () => pair(2));
    expect(await use(await place.connect(11), tokenOf)).toBe('access-1');
    expect(await use(await place.connect(null), tokenOf)).toBe('access-1');
    expect(place.asked).toEqual([]);
    expect(await use(await place.connect(9), tokenOf)).toBe('access-2');
    expect(place.asked).toEqual(['refresh-1']);
  });

  it('is committed before the call, and holds no connection during it', async () => {
    const id = await place.connect(60);
    place.answer(async () => {
      const { isUnderWay } = await place.read(id);
      const [open] = await place.sql.query<{ n: bigint }>(
        `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
      );
      const { idleCount, totalCount } = worker.database.pool;
      expect({ isUnderWay, open: open!.n, held: totalCount - idleCount }).toEqual({
        isUnderWay: true,
        open: 0n,
        held: 0,
      });
      return pair(2);
    });
    await refresh(id);
    expect(place.asked).toHaveLength(1);
  });

  it('whose answer is lost is not repeated: the access token is used to its end', async () => {
    const id = await place.connect(60);
    place.answer(fail('OUTCOME_UNKNOWN'));
    const report = { success: false, expiresAt: expect.any(Date) as Date, requiresReauth: true };
    expect(await refresh(id)).toEqual(report);
    expect(await refresh(id)).toEqual(report);
    expect(await use(id, tokenOf)).toBe('access-1');
    expect(await place.read(id)).toMatchObject({ status: 'ACTIVE', refreshToken: null });

    await endToken(id);
    for (let time = 0; time < 2; time += 1)
      await expect(use(id, tokenOf)).rejects.toMatchObject({
        name: 'PermanentJobError',
        code: 'ACCOUNT_NEEDS_REAUTH',
      });
    expect(place.asked).toHaveLength(1);
    expect(await place.read(id)).toMatchObject({ status: 'NEEDS_REAUTH' });
    expect(await place.notifications()).toEqual([
      `ACCOUNT_NEEDS_REAUTH /api/social-accounts/${id}: The account @acme on X must be connected again: its access token has ended and cannot be refreshed.`,
    ]);
  });

  it('whose worker died before it stored the answer is not repeated', async () => {
    const id = await place.connect(5);
    await crash(id, 41);
    expect(await use(id, tokenOf)).toBe('access-1');
    expect(place.asked).toEqual([]);
    await endToken(id);
    await expect(refresh(id)).rejects.toMatchObject({ code: 'ACCOUNT_NEEDS_REAUTH' });
  });

  it('of another worker is awaited, as long as the job may', async () => {
    const id = await place.connect(60);
    await crash(id, 1);
    const job = new AbortController();
    const waiting = worker.accounts.refresh(ORGANIZATION, id, job.signal, force);
    await countReads([worker], 3);
    job.abort(new Error('The time is over'));
    await expect(waiting).rejects.toThrow('The time is over');
    expect(place.asked).toEqual([]);
  });

  it('is stored even if its job is stopped, and even if it was given up before the answer came', async () => {
    const id = await place.connect(-1);
    const { opened, open } = gate();
    const sent = gate();
    place.answer(async () => {
      sent.open();
      await opened;
      return pair(2);
    });
    const job = new AbortController();
    const slow = worker.accounts.refresh(ORGANIZATION, id, job.signal, force);
    await sent.opened;
    job.abort();
    await crash(id, 41);
    await expect(refresh(id, place.openWorker())).rejects.toMatchObject({ code: 'ACCOUNT_NEEDS_REAUTH' });
    open();
    await expect(slow).rejects.toMatchObject({ name: 'AbortError' });
    expect(await place.read(id)).toMatchObject({ status: 'ACTIVE', statusReason: null, accessToken: 'access-2' });
    expect(place.asked).toHaveLength(1);
  });

  it('gives way to whoever connects the account again meanwhile', async () => {
    const account = { platformId: '42' };
    const id = await place.connect(5, account);
    place.answer(async () => {
      await place.connect(60, { ...account, accessToken: 'access-new' });
      return pair(2);
    });
    expect(await use(id, tokenOf)).toBe('access-new');
    expect(await place.read(id)).toMatchObject({
      accessToken: 'access-new',
      refreshToken: 'refresh-1',
      isUnderWay: false,
    });

    place.answer(async () => {
      await place.connect(60, { ...account, accessToken: 'access-newer' });
      throw new PlatformError('TOKEN_DEAD', 'The grant was revoked');
    });
    await expect(refresh(id)).rejects.toMatchObject({ name: 'TransientJobError', code: 'ACCOUNT_CHANGED' });
    expect(await place.read(id)).toMatchObject({ status: 'ACTIVE', accessToken: 'access-newer' });
    expect(await place.notifications()).toEqual([]);
  });

  it.each(['TEMPORARY', 'RATE_LIMITED', 'PLATFORM_ERROR', 'PERMISSION_MISSING'] as const)(
    'that is answered %s changes nothing, and may be sent again',
    async (kind) => {
      const id = await place.connect(5);
      place.answer(fail(kind));
      await expect(refresh(id)).rejects.toMatchObject({ message: 'The platform says no' });
      expect(await use(id, tokenOf)).toBe('access-1');
      await endToken(id);
      await expect(use(id, tokenOf)).rejects.toMatchObject({ message: 'The platform says no' });
      expect(await place.read(id)).toMatchObject({ status: 'ACTIVE', statusReason: null, isUnderWay: false });
      place.answer(async () => pair(2));
      expect(await use(id, tokenOf)).toBe('access-2');
      expect(await place.notifications()).toEqual([]);
    },
  );

  it('is tried once where the work meets a dead token, and the work with it', async () => {
    const id = await place.connect(60);
    place.answer(async () => pair(2));
    const seen: string[] = [];
    const work = (account: PlatformAccount): Promise<string> => {
      seen.push(account.accessToken);
      return account.accessToken === 'access-2' ? Promise.resolve('done') : fail('TOKEN_DEAD')();
    };
    expect(await use(id, work)).toBe('done');
    expect(seen).toEqual(['access-1', 'access-2']);

    await expect(use(id, fail('TOKEN_DEAD', 'It was revoked'))).rejects.toMatchObject({
      name: 'PermanentJobError',
      code: 'ACCOUNT_NEEDS_REAUTH',
      message: 'The account must be connected again: It was revoked',
    });
    expect(place.asked).toEqual(['refresh-1', 'refresh-2']);
    expect(await place.read(id)).toMatchObject({ status: 'NEEDS_REAUTH', statusReason: 'It was revoked' });
    await expect(use(id, tokenOf)).rejects.toMatchObject({ code: 'ACCOUNT_NEEDS_REAUTH' });
    await expect(refresh(id)).rejects.toMatchObject({ code: 'ACCOUNT_NEEDS_REAUTH' });
    expect(await place.notifications()).toHaveLength(1);
  });

  it('is not tried for any other error of the work, which comes out as it was thrown', async () => {
    const id = await place.connect(60);
    for (const kind of ['TEMPORARY', 'OUTCOME_UNKNOWN', 'PERMISSION_MISSING', 'DUPLICATE'] as const)
      await expect(use(id, fail(kind))).rejects.toMatchObject({ name: 'PlatformError', kind });
    expect(await place.read(id)).toMatchObject({ status: 'ACTIVE' });
    expect(await place.notifications()).toEqual([]);

    await expect(use(id, fail('ACCOUNT_RESTRICTED', 'It is locked'))).rejects.toMatchObject({
      kind: 'ACCOUNT_RESTRICTED',
    });
    await expect(use(id, tokenOf)).rejects.toMatchObject({ name: 'PermanentJobError', code: 'ACCOUNT_RESTRICTED' });
    expect(await place.read(id)).toMatchObject({ status: 'RESTRICTED', statusReason: 'It is locked' });
    expect(await place.notifications()).toEqual([
      `ACCOUNT_NEEDS_REAUTH /api/social-accounts/${id}: The account @acme on X is restricted by the platform: It is locked`,
    ]);
    expect(place.asked).toEqual([]);
  });

  it('of an account of another organization, or of none, does not happen', async () => {
    const id = await place.connect(5);
    for (const [organization, account] of [
      ['org_other', id],
      [ORGANIZATION, 'nobody'],
    ] as const)
      await expect(worker.accounts.use(organization, account, calm(), tokenOf)).rejects.toMatchObject({
        name: 'PermanentJobError',
        code: 'ACCOUNT_NOT_FOUND',
      });
  });

  it('without the keys fails for good, and says so before anything is sent', async () => {
    const id = await place.connect(5);
    const keyless = place.openWorker('');
    await expect(refresh(id, keyless)).rejects.toMatchObject({
      name: 'PermanentJobError',
      message: expect.stringMatching(/^TOKEN_ENCRYPTION_KEYS is not set/) as string,
    });
    expect(await place.read(id)).toMatchObject({ isUnderWay: false });
  });

  describe('as a job', () => {
    const run = async (socialAccountId: string, askedAt: Date, dryRun = false) => {
      const jobId = randomUUID();
      const times = { runAt: askedAt, createdAt: askedAt, updatedAt: askedAt };
      const kind = { type: 'REFRESH_TOKEN', queue: 'analytics-sync', priority: 5, maxAttempts: 4 } as const;
      const payload = { socialAccountId, platform: 'TWITTER' as const };
      await worker.prisma.job.create({
        data: { id: jobId, organizationId: ORGANIZATION, ...kind, payload, ...times },
      });
      return new RefreshTokenHandler(worker.accounts, new AnalyticsSyncRepository(worker.prisma)).handle({
        jobId,
        organizationId: ORGANIZATION,
        payload,
        attempt: 1,
        dryRun,
        token: 1n,
        signal: calm(),
        effect: (write) => write(),
        progress: () => undefined,
        log: pino({ enabled: false }),
      });
    };

    it('takes tokens for its own that were stored since it was asked for', async () => {
      const id = await place.connect(60);
      place.answer(async () => pair(2));
      expect(await run(id, new Date(Date.now() + 60_000))).toMatchObject({ success: true });
      expect(place.asked).toHaveLength(1);
      expect(await run(id, new Date(Date.now() - 60_000))).toMatchObject({ success: true, requiresReauth: false });
      expect(place.asked).toHaveLength(1);
    });

    it('asks nothing in a dry run, and says what it would find', async () => {
      const now = new Date();
      expect(await run(await place.connect(60), now, true)).toMatchObject({ success: true, requiresReauth: false });
      const lost = await place.connect(60);
      await crash(lost, 41);
      expect(await run(lost, now, true)).toMatchObject({ success: false, requiresReauth: true });
      await endToken(lost);
      await expect(run(lost, now, true)).rejects.toMatchObject({ code: 'ACCOUNT_NEEDS_REAUTH' });
      expect(await place.read(lost)).toMatchObject({ status: 'ACTIVE' });
      expect(place.asked).toEqual([]);
    });
  });
});

describe('a refresh that may be repeated', () => {
  beforeEach(async () => {
    place = await openAccounts(false);
    worker = place.openWorker();
  });

  it('is taken over from a worker that died, and whose answer is lost is asked for again', async () => {
    const id = await place.connect(60, { platform: 'INSTAGRAM' });
    await crash(id, 41);
    place.answer(fail('OUTCOME_UNKNOWN'));
    await expect(refresh(id)).rejects.toMatchObject({ name: 'TransientJobError' });
    place.answer(async () => pair(2));
    expect(await refresh(id)).toMatchObject({ success: true });
    expect(await place.read(id)).toMatchObject({ status: 'ACTIVE', accessToken: 'access-2', isUnderWay: false });
  });

  it('stops with its job', async () => {
    const id = await place.connect(60, { platform: 'INSTAGRAM' });
    const job = new AbortController();
    place.answer(async (_tokens, ofCall) => {
      job.abort(new Error('Cancelled'));
      ofCall.throwIfAborted();
      return pair(2);
    });
    await expect(worker.accounts.refresh(ORGANIZATION, id, job.signal, force)).rejects.toThrow('Cancelled');
    expect(await place.read(id)).toMatchObject({ accessToken: 'access-1', isUnderWay: false });
  });
});
