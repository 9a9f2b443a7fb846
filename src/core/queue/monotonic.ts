/** Milliseconds on a clock that never jumps and that all threads of a process share. Only differences mean anything. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
