import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSystem, type System } from '../support/processes.js';

let system: System;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'media-'));
  system = await startSystem(undefined, { MEDIA_DIR: dir });
});

afterAll(async () => {
  await system?.close();
  await rm(dir, { recursive: true, force: true });
});

it('an image that is asked for over HTTP is drawn by the worker and served by the API to anybody', async () => {
  await system.start('worker');
  const tenant = await system.createTenant();
  const brandId = await tenant.createBrand({ description: 'Slow tea' });
  const payload = { brandId, prompt: 'A cup of tea', aspectRatio: '16:9' };

  const { status, body } = await tenant.ask<{ id: string }>('/api/jobs', { body: { type: 'GENERATE_IMAGE', payload } });
  expect(status).toBe(201);
  const { result } = (await tenant.reaches(body.id, 'COMPLETED')) as unknown as {
    result: { imageUrl: string; thumbnailUrl: string };
  };

  for (const [url, width, height] of [
    [result.imageUrl, 1536, 864],
    [result.thumbnailUrl, 400, 225],
  ] as const) {
    const response = await fetch(system.api.url + new URL(url).pathname);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const image = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect([image.format, image.width, image.height]).toEqual(['jpeg', width, height]);
  }
});
