// Measures a first use of the dashboard, in Chromium and beside nothing else: node bench/first-use.mjs
// From the sign-in link that `npm start` prints, with a person's pauses, to a job that is seen to live; then how soon the
// first page can be used, of five loads with an empty cache, and what they send.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../scripts/lib/chromium.mjs';
import { root } from '../scripts/lib/local-folder.mjs';

/** What a person takes to find the next thing to click, and between two letters, in milliseconds. */
const LOOK_MS = 700;
const LETTER_MS = 60;
const LOADS = 5;

/** What runs in the page: notes when its first button and its figures are there, and when it was last busy for long. */
const WATCH = `
  const use = { at: 0, busyUntil: 0, figuresAt: 0 };
  window.firstUse = use;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) use.busyUntil = startTime + duration;
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver((changes, observer) => {
    if (document.querySelector('main .button.primary')) use.at ||= performance.now();
    if (!document.querySelector('main .tiles')) return;
    use.figuresAt = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
`;
const BYTES = `
  [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter(({ name, entryType }) => entryType === 'navigation' || name.includes('/assets/'))
    .reduce((sum, { transferSize }) => sum + transferSize, 0)
`;

const system = spawn('npm', ['start'], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
const began = Date.now();
try {
  const link = await firstLink();
  console.log(`npm start to its sign-in link: ${seconds(Date.now() - began)}`);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  console.log(`the link to a signed-in page with a live job: ${seconds(await useAsPerson(page, link))}`);
  await measureLoads(page, new URL('/', link).href);
  await browser.close();
} finally {
  if (system.pid !== undefined) process.kill(-system.pid, 'SIGTERM');
}

/** @returns {Promise<string>} the link, once everything is ready */
async function firstLink() {
  for await (const line of createInterface({ input: system.stdout })) {
    const link = /https?:\/\/\S+\/sign-in#\S+|https?:\/\/\S+#\S+/.exec(line)?.[0];
    if (link) {
      system.stdout.resume();
      return link;
    }
  }
  throw new Error('npm start ended without a sign-in link');
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} link
 * @returns {Promise<number>} how long it took, in milliseconds
 */
async function useAsPerson(page, link) {
  const look = () => new Promise((done) => setTimeout(done, LOOK_MS));
  const start = performance.now();
  await page.goto(link);
  const button = page.getByRole('button', { name: 'New job' });
  await button.waitFor();
  await look();
  await button.click();
  const dialog = page.getByRole('dialog', { name: 'New job' });
  const topic = dialog.getByLabel('Topic');
  await topic.waitFor();
  await look();
  await topic.click();
  await page.keyboard.type('Beans from Huila', { delay: LETTER_MS });
  await look();
  await dialog.getByLabel('LinkedIn').check();
  await look();
  await dialog.getByRole('button', { name: 'Create the job' }).click();
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  await page
    .locator('.standing')
    .getByText(/Pending|Running|Completed/)
    .waitFor();
  return performance.now() - start;
}

/**
 * Prints when the first button could be pressed and the page was not busy, and the bytes.
 * @param {import('playwright-core').Page} page
 * @param {string} url
 */
async function measureLoads(page, url) {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.addInitScript(WATCH);
  /** @type {number[]} */
  const usable = [];
  /** @type {number[]} */
  const whole = [];
  let bytes = 0;
  for (let load = 0; load < LOADS; load++) {
    await page.goto(url);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.locator('main .tiles').waitFor();
    const use = await page.evaluate('window.firstUse');
    const { at, busyUntil, figuresAt } = /** @type {{ at: number, busyUntil: number, figuresAt: number }} */ (use);
    usable.push(Math.max(at, busyUntil));
    whole.push(figuresAt);
    bytes = /** @type {number} */ (await page.evaluate(BYTES));
  }
  console.log(`its first button can be used after ${median(usable)}; its figures are there after ${median(whole)}`);
  console.log(`the page and its files: ${Math.round(bytes / 1_000)} KB as sent, compressed`);
}

/**
 * The one in the middle, and all of them.
 * @param {number[]} times in milliseconds
 */
function median(times) {
  const sorted = times.map(Math.round).toSorted((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]} ms (${sorted.join(', ')})`;
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1_000).toFixed(1)} s`;
}
