import { growSlowly } from './core/heap-growth.js';

growSlowly();
// Loaded only now: V8 collects while all of it loads, and how far the heap grows then is decided by that time's flag.
const { runWorker } = await import('./run-worker.js');
await runWorker();
