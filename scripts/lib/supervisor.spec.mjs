import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from './local-folder.mjs';
import { Supervisor } from './supervisor.mjs';

describe('Supervisor', () => {
  const KILL_AFTER_MS = 300;
  /** @type {string} */
  let folder;
  /** @type {Supervisor} */
  let supervisor;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'supervisor-'));
    supervisor = new Supervisor(KILL_AFTER_MS);
    vi.spyOn(console, 'log').mockReturnValue();
  });

  afterEach(async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true });
    vi.restoreAllMocks();
  });

  /** @param {string} code of the process; `say(word)` adds a word to the log */
  const spec = (code) => {
    const file = join(folder, 'process.mjs');
    const log = JSON.stringify(join(folder, 'log'));
    const say = `import { appendFileSync } from 'node:fs'; const say = (word) => appendFileSync(${log}, word + ' ');`;
    writeFileSync(file, `${say}\n${code}`);
    return { name: 'process', module: relative(root, file), env: process.env };
  };
  const log = () => readFileSync(join(folder, 'log'), 'utf8').trim();

  it('waits until the process is ready', async () => {
    await supervisor.start(spec("setInterval(() => {}, 1000); say('up'); process.send('ready');"));
    expect(log()).toBe('up');
  });

  it('refuses a process that ends before it is ready', async () => {
    await expect(supervisor.start(spec('process.exit(3);'))).rejects.toThrow(
      'The process ended before it was ready (code 3).',
    );
  });

  it('starts a process again that ends, and says so', async () => {
    const code = "say('up'); process.send('ready', () => process.exit(1));";
    await supervisor.start(spec(code));
    await vi.waitUntil(() => log() === 'up up', { timeout: 10_000 });
    expect(console.log).toHaveBeenCalledWith('The process ended (code 1); starting it again.');
  });

  it('lets a process end by itself', async () => {
    const code = "process.on('SIGTERM', () => { say('down'); process.exit(); }); setInterval(() => {}, 1000);";
    await supervisor.start(spec(`${code} process.send('ready');`));
    await supervisor.stop();
    expect(log()).toBe('down');
  });

  it('kills a process that does not end in time', async () => {
    const code = "process.on('SIGTERM', () => say('refused')); setInterval(() => {}, 1000); process.send('ready');";
    await supervisor.start(spec(code));
    await supervisor.stop();
    expect(log()).toBe('refused');
    expect(console.log).toHaveBeenCalledWith('The process did not end in 0.3 s; killing it.');
  });
});
