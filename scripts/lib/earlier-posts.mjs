/** Posts that were published before today, to learn from: all through the public API, while the sandbox's clock is set back. */
import { StepError } from './steps.mjs';

/** @import { DemoClient } from './demo-client.mjs' */
/** @import { ToldSteps } from './told-steps.mjs' */

/**
 * What the earlier posts were about. A learning needs 5 posts with a trait and 10 without (docs/adr/0013); the trait here is
 * that a post asks something, as its topic does.
 */
const EARLIER_TOPICS = [
  'V60 or French press? How we choose',
  'Oat milk or whole milk? What we pour',
  'Washed or natural? What it does to a cup',
  'Beans or ground? What keeps longer',
  'Light or dark? How to find your roast',
  'One cup or two? Scaling a recipe',
  'The farm behind our house blend',
  'A grinder that lasts ten years',
  'Water makes up most of a cup',
  'Our roasting days, hour by hour',
  'Meet Luz, who grows our Huila lot',
  'Storing beans at home',
  'The first crack, and why we listen for it',
  'Cold brew for a long weekend',
  'What fair prices mean in numbers',
  'Cleaning a moka pot',
  'A cupping table for beginners',
  'New bags that can be composted',
];

/** So few at once leave the organization's slots, and its turns, to whoever begins to use it. */
const AT_ONCE = 3;

const DAY_MS = 86_400_000;
/** Figures have grown in full after three days (docs/sandbox.md). */
const EARLIER_MS = 4 * DAY_MS;
const FACTOR = 3;

/**
 * Has the earlier posts written, and published while the sandbox's clock is set back.
 * @param {DemoClient} client
 * @param {ToldSteps} steps
 * @param {{ brandId: string, xAccount: string, sandboxUrl: string }} surroundings
 */
export async function publishEarlier(client, steps, { brandId, xAccount, sandboxUrl }) {
  const asking = EARLIER_TOPICS.filter((topic) => topic.includes('?')).length;
  const rule = { question: true, factor: FACTOR, until: new Date(Date.now() - EARLIER_MS + DAY_MS).toISOString() };
  await steps.run(
    'Planted',
    () => setSwitch(client, sandboxUrl, 'rule', rule),
    () => `earlier posts that ask something get ${FACTOR} times the engagements: there is something to be learned`,
  );
  const write = async (/** @type {string} */ topic) => {
    const { result } = await client.run('GENERATE_CONTENT', { brandId, topic, platforms: ['TWITTER'] });
    await client.call('POST', `/content/${result.contentItemId}/approve`);
    return result;
  };
  const written = await steps.run(
    'Generated',
    () => inTurns(EARLIER_TOPICS, write),
    ({ length }) => `${length} posts for X, approved; ${asking} of them ask something`,
  );
  await steps.run(
    'Published',
    async () => {
      await setSwitch(client, sandboxUrl, 'clock', { offsetMs: -EARLIER_MS });
      try {
        const account = new Map([['TWITTER', xAccount]]);
        return await inTurns(written, async ({ contentItemId, variations }) => {
          const [job] = await client.publish(contentItemId, variations, account);
          if (job?.status !== 'COMPLETED') throw new StepError(`Job ${job?.id} is ${job?.status}: ${job?.error}`);
        });
      } finally {
        if (!client.signal.aborted) await setSwitch(client, sandboxUrl, 'clock', { offsetMs: 0 });
      }
    },
    ({ length }) => `${length} posts on X, four days ago by the sandbox's clock, so that figures have grown`,
  );
}

/**
 * @param {DemoClient} client
 * @param {string} sandboxUrl
 * @param {string} name
 * @param {object} value
 */
async function setSwitch({ signal }, sandboxUrl, name, value) {
  const response = await fetch(`${sandboxUrl}/__sandbox/${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
    signal,
  });
  if (!response.ok) throw new StepError(`The sandbox refuses the ${name}: ${await response.text()}`);
}

/**
 * @template T, R
 * @param {T[]} items
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>} what came of each, in order
 */
async function inTurns(items, work) {
  /** @type {R[]} */
  const results = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  return results;
}
