/**
 * Once around the circle, from texts that were generated: approve → publish → metrics → learning → the next prompt. Every step
 * goes through the public API. A past is the one thing that it cannot ask for, so the sandbox's clock is set back while
 * earlier posts are published, and what there is to be learned is planted in the sandbox's figures.
 */
import { publishEarlier } from './earlier-posts.mjs';
import { StepError } from './steps.mjs';
import { ToldSteps } from './told-steps.mjs';

/** @import { DemoClient, Job } from './demo-client.mjs' */
/** @import { Variation } from './demo.mjs' */

/** The brand's accounts on the sandbox, which lets everybody in. */
const ACCOUNTS = [
  { platform: 'TWITTER', platformId: '2244994945', username: 'northwindcoffee' },
  { platform: 'LINKEDIN', platformId: 'urn:li:organization:2414183', displayName: 'Northwind Coffee' },
  { platform: 'FACEBOOK', platformId: '1067280970047460', displayName: 'Northwind Coffee' },
  { platform: 'INSTAGRAM', platformId: '17841405309211844', username: 'northwindcoffee' },
];

/**
 * @typedef {{ id: string, platform: string, kind: string, insight: string, interval: [number, number], sampleSize: number,
 *   baselineSize: number, status: string }} Learning
 * @typedef {object} Surroundings
 * @property {string} brandId
 * @property {Job} job which generated the texts
 * @property {string} [sandboxUrl] undefined where nothing stands in
 * @property {string[]} sandboxed the platforms that it stands in for; nothing is published on others
 * @property {boolean} isModelSandboxed whether asking the model costs nothing
 */

/**
 * Goes around, and tells the steps together once it is round, since the processes log each of its hundreds of calls. What is
 * there already is not done again, and where a real service would be used or paid it says so and stops.
 * @param {DemoClient} client
 * @param {Surroundings} surroundings
 * @throws {StepError} with the sentence of whoever refused
 */
export async function goAround(client, surroundings) {
  const { sandboxUrl, sandboxed, isModelSandboxed } = surroundings;
  const isWanted = (/** @type {string} */ platform) => platform !== 'INSTAGRAM' || isModelSandboxed;
  const wanted = ACCOUNTS.filter(({ platform }) => sandboxed.includes(platform) && isWanted(platform));
  if (!sandboxUrl || wanted.length === 0)
    return console.log('The circle is left out: nothing is published where the platforms are real.');
  console.log('Going once around the circle, on the sandbox: no post leaves this machine …');
  const steps = new ToldSteps();
  try {
    const accounts = await connect(client, surroundings.brandId, wanted);
    await illustrate(client, steps, surroundings);
    await publishFirst(client, steps, surroundings.job.result, accounts);
    await turn(client, steps, { ...surroundings, sandboxUrl, xAccount: accounts.get('TWITTER') });
  } finally {
    if (!client.signal.aborted) console.log(`\nOnce around the circle:\n\n${steps}\n`);
  }
}

/**
 * What comes after the first posts are out.
 * @param {DemoClient} client
 * @param {ToldSteps} steps
 * @param {Surroundings & { sandboxUrl: string, xAccount: string | undefined }} surroundings
 */
async function turn(client, steps, { brandId, job, sandboxUrl, xAccount, isModelSandboxed }) {
  if (!xAccount || !isModelSandboxed)
    return steps.add('Left out', 'metrics and learning: their posts would be paid at OpenAI, or public on X');
  const known = await findLearning(client, brandId);
  if (known?.status === 'DISABLED')
    return steps.add('Learning', `somebody turned it off, and it stays off: ${known.insight}`);
  if (known?.status === 'ACTIVE') {
    steps.add('Learning', `there since an earlier start: ${known.insight}`);
    return showLineage(client, steps, known, job);
  }
  await publishEarlier(client, steps, { brandId, xAccount, sandboxUrl });
  const learning = await learn(client, steps, brandId, xAccount);
  if (!learning) return steps.add('Learning', 'none: nothing about the posts makes a difference that holds');
  const payload = { brandId, topic: 'How to brew a better V60 at home', platforms: ['TWITTER'] };
  await showLineage(client, steps, learning, await client.run('GENERATE_CONTENT', payload));
}

/**
 * @param {DemoClient} client
 * @param {string} brandId
 * @param {typeof ACCOUNTS} wanted
 * @returns {Promise<Map<string, string>>} the accounts' ids by platform
 */
async function connect(client, brandId, wanted) {
  const connected = wanted.map(async (account) => {
    const accessToken = `sandbox-${account.platform}`;
    const tokens = { accessToken, refreshToken: `${accessToken}-refresh` };
    const { id } = await client.call('POST', '/social-accounts', { brandId, ...account, ...tokens });
    return /** @type {const} */ ([account.platform, String(id)]);
  });
  return new Map(await Promise.all(connected));
}

/**
 * Gives every text an image, for nothing is approved as long as Instagram's has none. Where drawing costs something that text
 * gets an address of nothing, and is not published.
 * @param {DemoClient} client
 * @param {ToldSteps} steps
 * @param {Surroundings} surroundings
 */
async function illustrate(client, steps, { brandId, job, isModelSandboxed }) {
  const { contentItemId } = job.result;
  if (isModelSandboxed) {
    const payload = { brandId, prompt: 'A bag of coffee from Huila beside a cup, morning light', contentItemId };
    await steps.run(
      'Image',
      () => client.run('GENERATE_IMAGE', payload),
      ({ result }) => `${result.imageUrl}, for ${result.variationIds.length} texts`,
    );
    return;
  }
  /** @type {Variation[]} */
  const variations = job.result.variations;
  const instagram = variations.find(({ platform }) => platform === 'INSTAGRAM');
  if (!instagram) return;
  const mediaUrls = ['https://northwind.example/huila.jpg'];
  await client.call('PATCH', `/content/${contentItemId}/variations/${instagram.variationId}`, { mediaUrls });
}

/**
 * Approves the first texts and publishes them.
 * @param {DemoClient} client
 * @param {ToldSteps} steps
 * @param {{ contentItemId: string, variations: Variation[] }} generated
 * @param {Map<string, string>} accounts
 */
async function publishFirst(client, steps, { contentItemId, variations }, accounts) {
  const approve = () => client.call('POST', `/content/${contentItemId}/approve`);
  await steps.run('Approved', approve, ({ id, status }) => `content ${id} is ${status}`);
  const jobs = await steps.run(
    'Published',
    () => client.publish(contentItemId, variations, accounts),
    (published) => `on ${published.length} platforms`,
  );
  for (const job of jobs) steps.add('', describePublished(job));
}

/** @param {Job} job */
function describePublished({ status, error, payload, result }) {
  const where = status === 'COMPLETED' ? (result.permalink ?? result.postId) : `${status}: ${error}`;
  return `${payload.platform.padEnd(10)} ${where}`;
}

/**
 * Has the figures read, which the brand learns from.
 * @param {DemoClient} client
 * @param {ToldSteps} steps
 * @param {string} brandId
 * @param {string} socialAccountId
 * @returns {Promise<Learning | undefined>} undefined where nothing holds
 */
async function learn(client, steps, brandId, socialAccountId) {
  await steps.run(
    'Metrics',
    () => client.run('SYNC_ANALYTICS', { socialAccountId, platform: 'TWITTER', syncType: 'FULL' }),
    ({ result: { postsUpdated, metrics } }) =>
      `${postsUpdated} posts on X read: ${metrics.totalImpressions} impressions, ${metrics.totalEngagements} engagements`,
  );
  const learning = await findLearning(client, brandId);
  if (learning?.status !== 'ACTIVE') return undefined;
  const { insight, interval, sampleSize, baselineSize } = learning;
  const [low, high] = interval.map((bound) => bound.toFixed(1));
  steps.add('Learning', `${insight} (95 %: ${low} to ${high}; ${sampleSize} posts beside ${baselineSize})`);
  return learning;
}

/**
 * @param {DemoClient} client
 * @param {string} brandId
 * @returns {Promise<Learning | undefined>} what X says of questions
 */
async function findLearning(client, brandId) {
  /** @type {{ learnings: Learning[] }} */
  const { learnings } = await client.call('GET', `/brands/${brandId}/learnings?limit=100`);
  return learnings.find(({ platform, kind }) => platform === 'TWITTER' && kind === 'QUESTION');
}

/**
 * @param {DemoClient} client
 * @param {ToldSteps} steps
 * @param {Learning} learning
 * @param {Job} job that generated content since
 */
async function showLineage(client, steps, { id }, { result }) {
  const { lineage } = await client.call('GET', `/content/${result.contentItemId}`);
  if (!lineage.learningIds.includes(id))
    throw new StepError(`Content ${result.contentItemId} was written without the learning ${id}.`);
  const used = `lineage.learningIds ${JSON.stringify(lineage.learningIds)}`;
  steps.add('Prompt', `that of content ${result.contentItemId} contained it: ${used}`);
}
