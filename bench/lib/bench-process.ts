import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import type { Answer } from './serve.js';

/** What a process is started with. */
export interface ProcessPlan {
  /** The path of its module. */
  module: string;
  args?: string[];
  env: Record<string, string>;
  /** What it prints. */
  logFile: string;
  execArgv?: string[];
}

/** A process that is asked to end has this long. */
const END_MS = 15_000;

/** Linux counts processor time in hundredths of a second (proc(5), CLK_TCK). */
const TICK_MS = 10;

/** A process under measurement, or one that loads it. */
export class BenchProcess {
  private readonly pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private readonly ended: Promise<unknown>;
  private lastId = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly plan: ProcessPlan,
    /** From the call of `start` until it said that it serves. */
    readonly startMs: number,
  ) {
    child.on('message', (answer: Answer) => {
      const waiting = this.pending.get(answer.id);
      this.pending.delete(answer.id);
      if ('error' in answer) waiting?.reject(new Error(answer.error));
      else waiting?.resolve(answer.value);
    });
    this.ended = once(child, 'exit').then(() => {
      for (const { reject } of this.pending.values()) reject(this.failure());
    });
  }

  /** Resolves when it says that it serves. @throws Error with what it printed, when it ends before */
  static async start(plan: ProcessPlan): Promise<BenchProcess> {
    const { PATH, HOME } = process.env;
    const log = openSync(plan.logFile, 'a');
    const since = performance.now();
    const child = fork(plan.module, plan.args, {
      env: { PATH, HOME, NODE_ENV: 'production', ...plan.env },
      execArgv: plan.execArgv ?? [],
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const exit = new AbortController();
    const [first] = (await Promise.race([
      once(child, 'message', { signal: exit.signal }),
      once(child, 'exit', { signal: exit.signal }).then(() => ['ended']),
    ])) as unknown[];
    const startMs = performance.now() - since;
    exit.abort();
    if (first !== 'ready') throw new Error(`${plan.module} ended before it served:\n${tail(plan.logFile)}`);
    return new BenchProcess(child, plan, startMs);
  }

  /** @throws Error what the operation threw there, or what the process printed when it ended */
  async ask<T = void>(operation: string, argument: unknown = null): Promise<T> {
    const id = (this.lastId += 1);
    const answer = new Promise<unknown>((resolve, reject) => this.pending.set(id, { resolve, reject }));
    if (!this.child.connected) throw this.failure();
    this.child.send({ id, operation, argument });
    return (await answer) as T;
  }

  /** Processor time of the process and its threads since it began, in milliseconds. */
  cpuMs(): number {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  /** What it has in memory, in MB. */
  memoryMb(): number {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))!;
    return Number(kilobytes) / 1024;
  }

  /** Asks it to end; resolves when it is gone, and what it printed with it. */
  async end(): Promise<void> {
    const late = setTimeout(() => this.child.kill('SIGKILL'), END_MS);
    this.child.kill('SIGTERM');
    await this.ended;
    clearTimeout(late);
    rmSync(this.plan.logFile, { force: true });
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private failure(): Error {
    return new Error(`${this.plan.module} has ended:\n${tail(this.plan.logFile)}`);
  }
}

const tail = (file: string): string => readFileSync(file, 'utf8').slice(-2_000);
