/**
 * Loaded into a process by `--import <this>?to=<file>`: appends a line of JSON a second to the file, with the time (ms since 1970),
 * the most that the process has ever had in memory (MB), and how long (ms) its event loop and that of an idle thread were held up
 * at most in that second. What holds up both is the machine.
 */
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread, Worker } from 'node:worker_threads';

const IDLE_THREAD = `
  const delay = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  setInterval(() => {
    require('node:worker_threads').parentPort.postMessage(delay.max / 1e6);
    delay.reset();
  }, 1_000);`;

const file = new URL(import.meta.url).searchParams.get('to');
if (isMainThread && file) {
  let idleMs = 0;
  const idle = new Worker(IDLE_THREAD, {
    eval: true,
    execArgv: [],
    env: {},
    resourceLimits: { maxYoungGenerationSizeMb: 1 },
  });
  idle.on('message', (ms) => (idleMs = ms));
  idle.unref();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  setInterval(() => {
    const line = { at: Date.now(), mostMb: process.resourceUsage().maxRSS / 1024, loopMs: delay.max / 1e6, idleMs };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    delay.reset();
  }, 1_000).unref();
}
