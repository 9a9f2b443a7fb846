/**
 * How long anything that a test waits for may take before it is said to be stuck, in milliseconds: wide enough for a machine that
 * does other work, since no test is about time.
 */
export const PATIENCE_MS = 60_000;

/** The same, for `vi.waitFor` and `expect.poll`. */
export const PATIENCE = { timeout: PATIENCE_MS, interval: 25 };
