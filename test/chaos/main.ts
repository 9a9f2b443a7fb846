/** The long form: every promise, on each backend, against the compiled sources beside this file. */
import { join } from 'node:path';
import { buildChaos, type Mutant } from './build.mjs';
import type { Backend, EnginePromise, Scale } from './harness/engine-promise.js';
import { formatReport, type Row } from './harness/report.js';
import { type Ground, runPromise } from './harness/run-promise.js';
import { openPostgres } from './harness/servers.js';
import { makeTemplate } from './harness/template.js';
import { complaints, isKept } from './harness/verdict.js';
import { mutants } from './mutants.js';
import { promises } from './promises/list.js';

/** What the command line asks for. */
export interface ChaosOptions {
  /** For logs and servers; the caller removes it. */
  folder: string;
  build: string;
  backends: Backend[];
  /** Of one backend's run, shared by its promises. */
  jobs: number;
  minutes: number;
  seed: number;
  /** Only this one. */
  promise: number | undefined;
  form: 'short' | 'long';
  say: (line: string) => void;
  /** Aborts when everything is to be stopped. */
  stopped: AbortSignal;
}

/** Runs the promises and says how each went. @returns whether all were kept */
export async function runChaos(options: ChaosOptions): Promise<boolean> {
  const chosen = promises.filter(({ number }) => options.promise === undefined || number === options.promise);
  if (chosen.length === 0) throw new Error(`There is no promise ${options.promise}`);
  return onGround(options, async (ground) => {
    let kept = true;
    for (const backend of options.backends) {
      const rows = await runBackend(options, ground, backend, chosen);
      options.say(`\nBullMQ on ${backend}, seed ${options.seed}\n${formatReport(rows)}`);
      kept &&= rows.every(({ verdict }) => isKept(verdict));
    }
    return kept;
  });
}

async function runBackend(
  { jobs, minutes, seed, form, say }: ChaosOptions,
  ground: Ground,
  backend: Backend,
  chosen: readonly EnginePromise[],
): Promise<Row[]> {
  const rows: Row[] = [];
  const able = chosen.filter((promise) => isAble(promise, backend, form, say));
  const scale: Scale = {
    form,
    jobs: Math.ceil(jobs / able.length),
    forMs: (minutes * 60_000) / able.length,
  };
  for (const promise of able) {
    const since = performance.now();
    const verdict = await runPromise(promise, ground, backend, seed, scale);
    const seconds = ((performance.now() - since) / 1_000).toFixed(1);
    say(`${promise.number} ${promise.title} on ${backend}: ${isKept(verdict) ? 'kept' : 'BROKEN'} (${seconds} s)`);
    for (const complaint of complaints(verdict)) say(`  ${complaint}`);
    rows.push({ title: `${promise.number} ${promise.title}`, verdict });
  }
  return rows;
}

function isAble(promise: EnginePromise, backend: Backend, form: Scale['form'], say: (line: string) => void): boolean {
  if (promise.backends && !promise.backends.includes(backend)) return false;
  if (promise.onlyLong && form === 'short') return false;
  const missing = promise.missing?.();
  if (missing) say(`Skipped: promise ${promise.number} (${missing}).`);
  return !missing;
}

/** Runs each mutant's promise against it. @returns whether every one was noticed */
export async function runMutants(options: ChaosOptions): Promise<boolean> {
  return onGround(options, async (ground) => {
    let noticed = true;
    for (const mutant of mutants) noticed = (await isNoticed(mutant, ground, options)) && noticed;
    return noticed;
  });
}

async function isNoticed(mutant: Mutant, ground: Ground, { folder, backends, seed, jobs, say }: ChaosOptions) {
  const build = join(folder, 'mutants', mutant.name.replaceAll(' ', '-'));
  await buildChaos(build, mutant);
  const promise = promises.find(({ number }) => number === mutant.promise)!;
  const scale: Scale = { form: 'short', jobs, forMs: 60_000 };
  const template = await makeTemplate(ground.server, build);
  const verdict = await runPromise(promise, { ...ground, folder: build, build, template }, backends[0]!, seed, scale);
  const heard = complaints(verdict);
  const complaint = heard.find((line) => mutant.shows.test(line));
  say(
    `${complaint ? 'red' : 'NOT NOTICED'}: ${mutant.name}, by promise ${promise.number} (${complaint ?? heard.join('; ')})`,
  );
  return complaint !== undefined;
}

async function onGround(
  { folder, build, stopped }: ChaosOptions,
  work: (ground: Ground) => Promise<boolean>,
): Promise<boolean> {
  const postgres = await openPostgres(join(folder, 'postgres'));
  try {
    return await work({ folder, build, server: postgres.url, template: await makeTemplate(postgres.url), stopped });
  } finally {
    await postgres.stop();
  }
}
