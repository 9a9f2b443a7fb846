/** What goes wrong every moment for as long as something is away is said this often: enough to be found, too little to fill a disk. */
const EVERY_MS = 60_000;

/** Calls `say` at most once a minute; calls in between say nothing. */
export function seldom<Arguments extends unknown[]>(say: (...args: Arguments) => void): (...args: Arguments) => void {
  let nextAt = 0;
  return (...args) => {
    if (performance.now() < nextAt) return;
    nextAt = performance.now() + EVERY_MS;
    say(...args);
  };
}
