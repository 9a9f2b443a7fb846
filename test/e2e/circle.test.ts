import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { goAround } from '../../scripts/lib/circle.mjs';
import { DemoClient } from '../../scripts/lib/demo-client.mjs';
import { runDemo } from '../../scripts/lib/demo.mjs';
import { startSystem, type System } from '../support/processes.js';

const PLATFORMS = ['TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM'];

let system: System;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'media-'));
  system = await startSystem(undefined, { MEDIA_DIR: dir });
  await system.start('worker');
});

afterAll(async () => {
  await system?.close();
  await rm(dir, { recursive: true, force: true });
});

/** What `npm start` shows. @returns the lines */
async function show(client: DemoClient, over: { sandboxed?: string[]; isModelSandboxed?: boolean } = {}) {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const { sandboxUrl } = system;
    const generated = await runDemo(client);
    await goAround(client, { ...generated, sandboxUrl, sandboxed: PLATFORMS, isModelSandboxed: true, ...over });
    return printed.mock.calls.flat().join('\n');
  } finally {
    printed.mockRestore();
  }
}

const openClient = async (signal = new AbortController().signal) =>
  new DemoClient(system.api.url, (await system.createTenant()).token, signal);

it('the demo goes around the circle once, and writes by what it has learned', async () => {
  const client = await openClient();
  const first = await show(client);
  for (const platform of PLATFORMS) expect(first).toMatch(new RegExp(`${platform} +https://`));
  expect(first).toContain('Learning  Posts that ask a question get ');
  expect(first).toMatch(/Prompt +that of content \w+ contained it: lineage\.learningIds \["\w+"/);

  // Another text each time: the platforms refuse one that is out already.
  const posts = await system.posts();
  for (const starts of [1, 2]) {
    const again = await show(client);
    expect(again).toContain('Learning  there since an earlier start: Posts that ask a question get ');
    expect(again).toContain('contained it: lineage.learningIds ["');
    expect(await system.posts()).toHaveLength(posts.length + starts * PLATFORMS.length);
  }
});

it('the demo publishes and pays nothing where the services are real', async () => {
  const posts = await system.posts();
  expect(await show(await openClient(), { sandboxed: [] })).toMatch(/^The circle is left out: /);
  expect(await system.posts()).toEqual(posts);

  const client = await openClient();
  expect(await show(client, { isModelSandboxed: false })).toContain('Left out  metrics and learning');
  const { jobs } = (await client.call('GET', '/jobs')) as { jobs: { type: string; payload: { platform?: string } }[] };
  expect(jobs.map(({ type, payload }) => `${type} ${payload.platform ?? ''}`.trim()).toSorted()).toEqual([
    'GENERATE_CONTENT',
    'PUBLISH_CONTENT FACEBOOK',
    'PUBLISH_CONTENT LINKEDIN',
    'PUBLISH_CONTENT TWITTER',
  ]);
});

it('the demo ends with its start', async () => {
  const stopped = new AbortController();
  const client = await openClient(stopped.signal);
  const generated = await runDemo(client);
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const around = goAround(client, {
    ...generated,
    sandboxUrl: system.sandboxUrl,
    sandboxed: PLATFORMS,
    isModelSandboxed: true,
  });
  stopped.abort();
  await expect(around).rejects.toThrow('aborted');
  expect(printed).toHaveBeenCalledTimes(1);
  printed.mockRestore();
});
