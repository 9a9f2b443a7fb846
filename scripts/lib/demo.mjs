/** What a user does first: describes a brand, has posts written for it, approves and publishes them, over HTTP. */
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

/** The brand's accounts on the sandbox, which lets everybody in. Instagram is left out: it takes no post without an image. */
const ACCOUNTS = [
  { platform: 'TWITTER', platformId: '2244994945', username: 'northwindcoffee' },
  { platform: 'LINKEDIN', platformId: 'urn:li:organization:2414183', displayName: 'Northwind Coffee' },
  { platform: 'FACEBOOK', platformId: '1067280970047460', displayName: 'Northwind Coffee' },
];

/**
 * @typedef {{ platform: string, variationId: string, content: string, characterCount: number }} Variation
 * @typedef {{ contentItemId: string, variations: Variation[] }} Generated
 * @typedef {{ postId: string, permalink: string | null }} Published
 * @typedef {{ id: string, status: string, error: string | null, payload: { platform: string }, result: any }} Job
 * @typedef {(method: string, path: string, body?: object) => Promise<any>} Call
 */

/**
 * Finds or makes the brand, has content generated, approves it and publishes it where the sandbox stands in.
 * @param {string} url of the API
 * @param {string} token
 * @param {string[]} sandboxed the platforms that the sandbox stands in for; nothing is published on others
 * @returns {Promise<{ brandId: string, job: Job, published: Job[] }>}
 * @throws {StepError} with the API's own sentence, or when a job does not complete
 */
export async function runDemo(url, token, sandboxed) {
  /** @type {Call} */
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
  const payload = { brandId, topic: TOPIC, platforms };
  const job = await completed(call, await call('POST', '/jobs', { type: 'GENERATE_CONTENT', payload }));
  const published = await publish(call, brandId, job.result, sandboxed);
  return { brandId, job, published };
}

/**
 * @param {Call} call
 * @param {Job} job
 * @returns {Promise<Job>} as it ended
 */
async function completed(call, job) {
  const giveUpAt = performance.now() + DEADLINE_MS;
  while (!FINAL.includes(job.status)) {
    if (performance.now() > giveUpAt) throw new StepError(`Job ${job.id} is still ${job.status}.`);
    await sleep(POLL_MS);
    job = await call('GET', `/jobs/${job.id}`);
  }
  if (job.status !== 'COMPLETED') throw new StepError(`Job ${job.id} is ${job.status}: ${job.error}`);
  return job;
}

/**
 * @param {Call} call
 * @param {string} brandId
 * @param {Generated} generated
 * @param {string[]} sandboxed
 */
async function publish(call, brandId, { contentItemId, variations }, sandboxed) {
  const wanted = ACCOUNTS.filter(({ platform }) => sandboxed.includes(platform));
  if (wanted.length === 0) return [];
  const accounts = await Promise.all(
    wanted.map(async (account) => {
      const tokens = {
        accessToken: `sandbox-${account.platform}`,
        refreshToken: `sandbox-${account.platform}-refresh`,
      };
      const { id } = await call('POST', '/social-accounts', { brandId, ...account, ...tokens });
      const variation = variations.find(({ platform }) => platform === account.platform);
      return { variationId: variation?.variationId, socialAccountId: id };
    }),
  );
  const instagram = variations.find(({ platform }) => platform === 'INSTAGRAM');
  if (instagram) {
    const mediaUrls = ['https://northwind.example/huila.jpg'];
    await call('PATCH', `/content/${contentItemId}/variations/${instagram.variationId}`, { mediaUrls });
  }
  await call('POST', `/content/${contentItemId}/approve`);
  /** @type {{ jobs: Job[] }} */
  const { jobs } = await call('POST', `/content/${contentItemId}/publish`, { accounts });
  return Promise.all(jobs.map((job) => completed(call, job)));
}

/** @param {Call} call */
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
  /** @type {Variation[]} */
  const variations = result?.variations ?? [];
  const texts = variations.map(
    ({ platform, content, characterCount }) =>
      `  ${platform} (${characterCount} characters)\n${content.replace(/^/gm, '    ')}`,
  );
  return [`Job ${id}, about "${TOPIC}":`, ...texts].join('\n\n');
}

/**
 * @param {Job[]} published
 * @returns {string} where each text went
 */
export function describePublished(published) {
  const lines = published.map(
    ({ payload, result }) => `  ${payload.platform.padEnd(10)} ${result.permalink ?? result.postId}`,
  );
  return ['Approved, and published in the sandbox (no post leaves this machine):', ...lines].join('\n');
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
