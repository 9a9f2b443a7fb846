/** One line a step, with what came of it and its time. */

/** Thrown for what the reader can mend: its sentence is shown, without a stack. */
export class StepError extends Error {
  /** @override */
  name = 'StepError';
}

/** @param {number} since of `performance.now()` */
export const secondsSince = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** A step that takes longer is announced. */
const SLOW_MS = 500;

/**
 * Runs `work` and prints `<title>: <what came of it> (<time>)`.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 * @param {(result: T) => string} [describe] without it the result is printed
 * @returns {Promise<T>}
 */
export async function step(title, work, describe = String) {
  const since = performance.now();
  const announcement = setTimeout(() => console.log(`${title} …`), SLOW_MS);
  try {
    const result = await work();
    console.log(`${title}: ${describe(result)} (${secondsSince(since)})`);
    return result;
  } catch (error) {
    console.log(`${title}: failed (${secondsSince(since)})`);
    throw error;
  } finally {
    clearTimeout(announcement);
  }
}

/** Refuses a Node.js that the packages do not run on, before anything else is loaded. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}. See https://nodejs.org/.`);
  process.exit(1);
}

/**
 * Runs a script's main function; what it throws is printed and ends the process with 1.
 * @param {() => Promise<void>} main
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    const isForReader =
      error instanceof StepError ||
      String(/** @type {NodeJS.ErrnoException} */ (error).code).startsWith('ERR_PARSE_ARGS');
    console.error(isForReader ? /** @type {Error} */ (error).message : error);
    process.exitCode = 1;
  }
}
