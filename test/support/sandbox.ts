import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/server.js';

/** A line of the log of effects. */
export interface EffectLine {
  readonly at: string;
  readonly service: string;
  readonly account: string;
  readonly kind: string;
  readonly id: string;
  readonly text: string;
}

/** An answer of the sandbox: its parsed body, undefined where it has none. */
export interface SandboxAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly [name: string]: unknown } | undefined;
}

export interface TestSandbox {
  readonly url: string;
  /** Calls it with plain fetch. */
  call(path: string, init?: RequestInit): Promise<SandboxAnswer>;
  /** Sets one of its switches: `faults`, `clock` or `rule`. */
  set(name: string, value: object): Promise<void>;
  /** Puts all switches back. */
  reset(): Promise<void>;
  effects(): Promise<EffectLine[]>;
  close(): Promise<void>;
}

/** A sandbox of its own, on a free port and with a folder that is removed at the end. */
export async function startTestSandbox(): Promise<TestSandbox> {
  const dir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const sandbox = await startSandbox({ port: 0, dir });
  const call: TestSandbox['call'] = async (path, init) => {
    const response = await fetch(`${sandbox.url}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  const set: TestSandbox['set'] = async (name, value) => {
    const answer = await call(`/__sandbox/${name}`, { method: 'PUT', ...json(value) });
    if (answer.status !== 200) throw new Error(`the sandbox refuses ${name}: ${JSON.stringify(answer.body)}`);
  };
  return {
    url: sandbox.url,
    call,
    set,
    reset: async () => {
      await call('/__sandbox/faults', { method: 'DELETE' });
      await call('/__sandbox/rule', { method: 'DELETE' });
      await set('clock', { offsetMs: 0 });
    },
    effects: async () => {
      const lines = await (await fetch(`${sandbox.url}/__sandbox/effects`)).text();
      return lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as EffectLine]));
    },
    close: async () => {
      await sandbox.close();
      await rm(dir, { recursive: true });
    },
  };
}

/** A JSON body for fetch. */
export function json(value: object): { headers: Record<string, string>; body: string } {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
