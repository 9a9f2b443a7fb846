import { type ChildProcess, fork, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from './eventually.js';
import type { Host } from './hosts.js';

/** How a process ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A line that a process under test logged. */
export type LogLine = { event?: string; msg?: string; level?: string; jobId?: string; time?: string };

interface ProcessOptions {
  /** Path of the module that it runs. */
  module: string;
  args?: string[];
  env: Record<string, string>;
  /** What it prints, in all its lives. */
  logFile: string;
  /** Where it runs; on this machine when left out. */
  host?: Host | undefined;
}

/** A start that takes longer has failed; one during a fault waits for its servers. */
const START_MS = 60_000;

/** A process that dies at its start is given another after this. */
const RESTART_MS = 500;

/** One process under test, started again as often as it is killed; one that ends by itself has a supervisor. */
export class ChaosProcess {
  private child: ChildProcess | undefined;
  private ended: Promise<Ended> = Promise.resolve({ code: null, signal: null });
  private wanted = false;
  private isReady = false;
  /** How often it ended without being asked to. */
  deaths = 0;
  /** Its port, where it has told one. */
  port = 0;

  constructor(
    readonly name: string,
    private readonly options: ProcessOptions,
  ) {}

  get pid(): number {
    return this.child!.pid!;
  }

  get host(): Host | undefined {
    return this.options.host;
  }

  /** Where it answers, where it has told a port. */
  get url(): string {
    return `http://${this.host?.address ?? '127.0.0.1'}:${this.port}`;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when it serves. */
  async start(): Promise<void> {
    this.wanted = true;
    this.launch();
    await eventually(async () => this.isReady || undefined, `${this.name} to start`, START_MS);
  }

  /** `kill -9`. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.wanted = false;
    this.signal('SIGKILL');
    await this.ended;
  }

  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  /** SIGTERM; resolves with how it ended. */
  async terminate(): Promise<Ended> {
    this.wanted = false;
    this.signal('SIGTERM');
    return this.ended;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Every JSON line that it logged, in any of its lives. */
  logged(): LogLine[] {
    return readFileSync(this.options.logFile, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as LogLine);
  }

  private launch(): void {
    const { module, args = [], env, logFile, host } = this.options;
    const { PATH, HOME } = process.env;
    const log = openSync(logFile, 'a');
    const [execPath, ...execArgv] = [...(host?.command ?? []), process.execPath];
    const stdio: StdioOptions = ['ignore', log, log, 'ipc'];
    const child = fork(module, args, { execPath: execPath!, execArgv, env: { PATH, HOME, ...env }, stdio });
    closeSync(log);
    this.child = child;
    this.isReady = false;
    child.on('message', (message: 'ready' | { port: number }) => {
      if (message === 'ready') this.isReady = true;
      else this.port = message.port;
    });
    this.ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }) as Ended);
    void this.ended.then(() => this.superviseAfterEnd());
  }

  private async superviseAfterEnd(): Promise<void> {
    if (!this.wanted) return;
    this.deaths += 1;
    await delay(RESTART_MS);
    if (this.wanted) this.launch();
  }
}
