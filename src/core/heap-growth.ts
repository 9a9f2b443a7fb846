import { setFlagsFromString } from 'node:v8';

/** By how much the heap may grow, in percent of what was alive after a full collection, before the next one. */
const GROWTH_PERCENT = 30;

/**
 * Keeps the garbage of a process small. On a machine with much memory V8 lets its heap grow fourfold before it collects it; what
 * a worker keeps is some 90 MB, what it leaves while it reads websites 60 MB a second. No limit is set: a heap that is needed
 * may still become as large as V8 allows. V8 reads the flag at the end of every full collection, so it may be set at any time;
 * it holds for the process's threads, too (docs/adr/0014).
 */
export function growSlowly(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
