/** The public API, as the demo uses it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StepError } from './steps.mjs';

const FINAL = ['COMPLETED', 'FAILED', 'CANCELLED'];
const POLL_MS = 75;
const CALL_TIMEOUT_MS = 10_000;

/** The first attempt's time limit, and what it may wait before. */
const DEADLINE_MS = 330_000;

/**
 * @typedef {{ id: string, status: string, error: string | null, payload: any, result: any }} Job
 */

export class DemoClient {
  /**
   * @param {string} url of the API
   * @param {string} token
   * @param {AbortSignal} signal ends whatever is under way
   */
  constructor(url, token, signal) {
    this.url = url;
    this.token = token;
    this.signal = signal;
  }

  /**
   * @param {string} method
   * @param {string} path below /api
   * @param {object} [body]
   * @returns {Promise<any>} the answer's JSON
   * @throws {StepError} with the API's own sentence
   */
  async call(method, path, body) {
    const options = {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.any([this.signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
    };
    const response = await fetch(`${this.url}/api${path}`, options);
    /** @type {any} */
    const answer = await response.json();
    if (!response.ok) throw new StepError(`${method} /api${path} answered ${response.status}: ${answer.error}`);
    return answer;
  }

  /**
   * @param {string} type
   * @param {object} payload
   * @returns {Promise<Job>} as it completed
   * @throws {StepError} when it does not
   */
  async run(type, payload) {
    const job = await this.end(await this.call('POST', '/jobs', { type, payload }));
    if (job.status !== 'COMPLETED') throw new StepError(`Job ${job.id} is ${job.status}: ${job.error}`);
    return job;
  }

  /**
   * @param {Job} job
   * @returns {Promise<Job>} as it ended, well or not
   */
  async end(job) {
    const giveUpAt = performance.now() + DEADLINE_MS;
    while (!FINAL.includes(job.status)) {
      if (performance.now() > giveUpAt) throw new StepError(`Job ${job.id} is still ${job.status}.`);
      await sleep(POLL_MS, undefined, { signal: this.signal });
      job = await this.call('GET', `/jobs/${job.id}`);
    }
    return job;
  }

  /**
   * Has the texts of an approved item published, and waits.
   * @param {string} contentItemId
   * @param {{ platform: string, variationId: string }[]} variations
   * @param {Map<string, string>} accounts ids by platform; a text without one stays
   * @returns {Promise<Job[]>} as they ended, well or not
   */
  async publish(contentItemId, variations, accounts) {
    const pairs = variations.flatMap(({ platform, variationId }) => {
      const socialAccountId = accounts.get(platform);
      return socialAccountId ? [{ variationId, socialAccountId }] : [];
    });
    const { jobs } = await this.call('POST', `/content/${contentItemId}/publish`, { accounts: pairs });
    return Promise.all(jobs.map((/** @type {Job} */ job) => this.end(job)));
  }
}
