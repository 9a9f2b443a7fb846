/** What a user does first: describes a brand and has posts written for it, over HTTP. */

/** @import { DemoClient, Job } from './demo-client.mjs' */

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
  ctaStyle: 'direct',
  keyMessages: ['Roasted on Mondays and Thursdays, shipped the same day'],
};

/**
 * @typedef {{ platform: string, variationId: string, content: string, characterCount: number }} Variation
 */

/**
 * Finds or makes the brand, and has a text written for each platform.
 * @param {DemoClient} client
 * @returns {Promise<{ brandId: string, job: Job }>}
 * @throws {StepError} with the API's own sentence, or when the job does not complete
 */
export async function runDemo(client) {
  const brandId = await findOrCreateBrand(client);
  const platforms = ['TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM'];
  const topic = await newTopic(client);
  return { brandId, job: await client.run('GENERATE_CONTENT', { brandId, topic, platforms }) };
}

/**
 * @param {DemoClient} client
 * @returns {Promise<string>} another at every start: the platforms refuse a text that is out already, as the real ones do
 */
async function newTopic(client) {
  const { totalCount } = await client.call('GET', '/jobs?type=GENERATE_CONTENT&limit=1');
  const roast = 'single-origin roast from Huila, Colombia';
  return totalCount === 0 ? `Our new ${roast}` : `Lot ${totalCount + 1} of our ${roast}`;
}

/** @param {DemoClient} client */
async function findOrCreateBrand(client) {
  const { brands } = await client.call('GET', '/brands?limit=100');
  const known = brands.find((/** @type {{ name: string }} */ brand) => brand.name === BRAND.name);
  if (known) return known.id;
  const { id } = await client.call('POST', '/brands', BRAND);
  await client.call('PUT', `/brands/${id}/brain`, BRAIN);
  return id;
}

/**
 * @param {Job} job
 * @returns {string} each platform's text
 */
export function describeResult({ id, payload, result }) {
  /** @type {Variation[]} */
  const variations = result?.variations ?? [];
  const texts = variations.map(
    ({ platform, content, characterCount }) =>
      `  ${platform} (${characterCount} characters)\n${content.replace(/^/gm, '    ')}`,
  );
  return [`Job ${id}, about "${payload.topic}":`, ...texts].join('\n\n');
}

/**
 * @param {DemoClient} client
 * @param {string} brandId
 * @returns {string} a command that creates another job, whole on one line
 */
export function curlLine({ url, token }, brandId) {
  const payload = { brandId, topic: 'How to brew a better V60 at home', platforms: ['TWITTER', 'LINKEDIN'] };
  const body = JSON.stringify({ type: 'GENERATE_CONTENT', payload });
  return `curl -X POST ${url}/api/jobs -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '${body}'`;
}
