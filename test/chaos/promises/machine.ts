import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EnginePromise } from '../harness/engine-promise.js';
import { eventually } from '../harness/eventually.js';

/** 13: PostgreSQL's disk is full for a while. */
export const fullDisk: EnginePromise = {
  number: 13,
  title: 'full disk',
  faults: { long: 3, short: 1 },
  onlyLong: true,
  system: { ownPostgres: true, postgresDiskMb: 96 },
  missing: () => (process.getuid?.() === 0 && canMount() ? null : 'a tmpfs needs root'),
  async run(chaos) {
    const { system, client } = chaos;
    const { folder } = system.plan.postgres!;
    await chaos.underLoad([200, 600], async () => {
      const ballast = join(folder, '..', 'ballast');
      chaos.fault('disk full', 'system');
      fillDisk(ballast);
      const before = client.statuses.get(503) ?? 0;
      const pressure = setInterval(() => client.send(5, () => ({ deed: 'effect' })), 100);
      try {
        await eventually(async () => (client.statuses.get(503) ?? 0) > before || undefined, 'a 503', 60_000);
        await delay(1_000);
      } finally {
        clearInterval(pressure);
        rmSync(ballast);
      }
      await system.plan.postgres!.revive();
      await client.submit({ deed: 'effect' });
    });
  },
};

/** Writes a file until there is no room left. */
function fillDisk(path: string): void {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(64 * 1024);
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

const FAKETIME = 'faketime/libfaketimeMT.so.1';

/** 14: workers whose clocks are wrong by an hour. */
export const wrongClocks: EnginePromise = {
  number: 14,
  title: 'clocks',
  faults: { long: 2, short: 2 },
  system: { workers: 1 },
  missing: () => (faketime() ? null : 'libfaketime is not installed'),
  async run(chaos) {
    const { system } = chaos;
    for (const shift of ['+1h', '-1h']) {
      chaos.fault(`a worker at ${shift}`);
      await system.addWorker({ LD_PRELOAD: faketime()!, FAKETIME: shift, FAKETIME_DONT_FAKE_MONOTONIC: '1' });
    }
    chaos.client.send(chaos.scale.jobs, () => ({ deed: 'slow', beforeMs: chaos.random.between(100, 3_000) }));
    await chaos.client.settled();
    await chaos.allEnded();
    const lost = await system.query(`SELECT FROM job_attempts WHERE outcome = 'LOST'`);
    chaos.expect(lost.length === 0, `${lost.length} leases were taken from workers that were alive`);
  },
};

function faketime(): string | undefined {
  return ['/usr/lib', ...folders('/usr/lib')]
    .map((folder) => join(folder, FAKETIME))
    .find((path) => spawnSync('test', ['-f', path]).status === 0);
}

function folders(parent: string): string[] {
  try {
    return readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(parent, entry.name));
  } catch {
    return [];
  }
}

/** Whether this process may mount anything, tried in a mount namespace that ends with the trial. */
function canMount(): boolean {
  return spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
}
