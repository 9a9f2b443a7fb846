/** The worker process as in production (its heap, its lease thread, its log), with the bench's feature in place of the product's. */
import { growSlowly } from '../../src/core/heap-growth.js';

growSlowly();
const { runBenchWorker } = await import('./run-worker.js');
await runBenchWorker();
