/** Steps that are told together, each with what came of it and its time. */
import { secondsSince } from './steps.mjs';

export class ToldSteps {
  /** @type {string[]} */
  #lines = [];

  /**
   * @param {string} name
   * @param {string} text
   */
  add(name, text) {
    this.#lines.push(`  ${name.padEnd(9)} ${text}`);
  }

  /**
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} work
   * @param {(result: T) => string} describe
   */
  async run(name, work, describe) {
    const since = performance.now();
    const result = await work();
    this.add(name, `${describe(result)} (${secondsSince(since)})`);
    return result;
  }

  toString() {
    return this.#lines.join('\n');
  }
}
