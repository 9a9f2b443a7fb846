/** What a user does first: describes a brand and has posts written for it, over HTTP. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StepError } from './steps.mjs';

const BRAND = { name: 'Northwind Coffee', website: 'https://northwind.example', industry: 'Specialty coffee' };

const BRAIN = {
  description: 'A small roastery that buys from four farms it knows by name and roasts twice a week.',
  mission: 'Make good coffee at home as easy as bad coffee.',
  values: ['fair prices for growers', 'freshness', 'plain words'],
  audience: 'People who brew at home and want to know where their coffee comes from',
  voiceTone: 'warm and knowledgeable',
  formality: 2,
  writingStyle: 'Short sentences, concrete details, no superlatives.',
  mustMention: [],
  doNotMention: ['cheap'],
  useEmojis: true,
  useHashtags: true,
  preferredHashtags: ['#NorthwindCoffee', '#HomeBrewing'],
  bannedHashtags: ['#ad'],
  ctaStyle: 'soft',
  keyMessages: ['Roasted on Mondays and Thursdays, shipped the same day'],
};

const TOPIC = 'Our new single-origin roast from Huila, Colombia';
const FINAL = ['COMPLETED', 'FAILED', 'CANCELLED'];
const POLL_MS = 150;

/** The first attempt's time limit, and what it may wait before. */
const DEADLINE_MS = 330_000;

/**
 * @typedef {{ platform: string, content: string, characterCount: number }} Variation
 * @typedef {{ id: string, status: string, error: string | null, result: { variations: Variation[] } | null }} Job
 */

/**
 * Finds or makes the brand, has content generated for it and waits for the job to end.
 * @param {string} url of the API
 * @param {string} token
 * @returns {Promise<{ brandId: string, job: Job }>}
 * @throws {StepError} with the API's own sentence, or when the job does not complete
 */
export async function runDemo(url, token) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  const call = async (method, path, body) => {
    const options = {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    };
    const response = await fetch(`${url}/api${path}`, options);
    /** @type {any} */
    const answer = await response.json();
    if (!response.ok) throw new StepError(`${method} /api${path} answered ${response.status}: ${answer.error}`);
    return answer;
  };
  const brandId = await findOrCreateBrand(call);
  const platforms = ['TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM'];
  /** @type {Job} */
  let job = await call('POST', '/jobs', { type: 'GENERATE_CONTENT', payload: { brandId, topic: TOPIC, platforms } });
  const giveUpAt = performance.now() + DEADLINE_MS;
  while (!FINAL.includes(job.status)) {
    if (performance.now() > giveUpAt) throw new StepError(`Job ${job.id} is still ${job.status}.`);
    await sleep(POLL_MS);
    job = await call('GET', `/jobs/${job.id}`);
  }
  if (job.status !== 'COMPLETED') throw new StepError(`Job ${job.id} is ${job.status}: ${job.error}`);
  return { brandId, job };
}

/** @param {(method: string, path: string, body?: object) => Promise<any>} call */
async function findOrCreateBrand(call) {
  const { brands } = await call('GET', '/brands?limit=100');
  const known = brands.find((/** @type {{ name: string }} */ brand) => brand.name === BRAND.name);
  if (known) return known.id;
  const { id } = await call('POST', '/brands', BRAND);
  await call('PUT', `/brands/${id}/brain`, BRAIN);
  return id;
}

/**
 * @param {Job} job
 * @returns {string} each platform's text
 */
export function describeResult({ id, result }) {
  const texts = (result?.variations ?? []).map(
    ({ platform, content, characterCount }) =>
      `  ${platform} (${characterCount} characters)\n${content.replace(/^/gm, '    ')}`,
  );
  return [`Job ${id}, about "${TOPIC}":`, ...texts].join('\n\n');
}

/**
 * @param {string} url of the API
 * @param {string} token
 * @param {string} brandId
 * @returns {string} a command that creates another job, whole on one line
 */
export function curlLine(url, token, brandId) {
  const payload = { brandId, topic: 'How to brew a better V60 at home', platforms: ['TWITTER', 'LINKEDIN'] };
  const body = JSON.stringify({ type: 'GENERATE_CONTENT', payload });
  return `curl -X POST ${url}/api/jobs -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '${body}'`;
}
