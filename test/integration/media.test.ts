import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FilesystemMediaStore } from '../../src/core/media/filesystem-media-store.js';
import { newMediaName } from '../../src/core/media/media-store.js';
import { errorOf, startTestApi, type TestApi } from '../support/test-api.js';

const { signal } = new AbortController();

let folder: string;
let dir: string;
let store: FilesystemMediaStore;
let api: TestApi;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-'));
  dir = join(folder, 'images');
  store = new FilesystemMediaStore(dir);
  api = await startTestApi({ MEDIA_DIR: dir });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

async function put(bytes: Buffer): Promise<string> {
  const name = newMediaName();
  await store.put(name, bytes, signal);
  return name;
}

/** Sends a path as it is, which fetch would tidy. */
async function sendPath(path: string): Promise<{ status: number | undefined; body: string }> {
  const sent = request({ ...new URL(api.origin), hostname: '127.0.0.1', port: new URL(api.origin).port, path });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

describe('GET /media/<name>', () => {
  it('serves the bytes to anybody, as a JPEG and as nothing else', async () => {
    const bytes = randomBytes(300_000);
    const name = await put(bytes);
    const response = await fetch(`${api.origin}/media/${name}`);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '300000',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('answers HEAD with the same head', async () => {
    const name = await put(randomBytes(1_000));
    const { status, headers } = await fetch(`${api.origin}/media/${name}`, { method: 'HEAD' });
    expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([200, 'image/jpeg', '1000']);
  });

  it('knows no file that was not stored, and nothing else in or around the folder', async () => {
    await mkdir(dir, { recursive: true });
    const secret = `${'a'.repeat(64)}.jpg`;
    await writeFile(join(folder, 'secret.txt'), 'secret');
    await writeFile(join(folder, secret), 'secret');
    await writeFile(join(dir, 'notes.txt'), 'secret');
    const link = newMediaName();
    await symlink(join(folder, 'secret.txt'), join(dir, link));
    const directory = newMediaName();
    await mkdir(join(dir, directory));
    for (const path of [newMediaName(), link, directory, 'notes.txt', `${newMediaName()}.unfinished`]) {
      const answer = await api.ask(`/media/${path}`, { stranger: true });
      expect([path, errorOf(answer), answer.body.details]).toEqual([path, '404 NOT_FOUND', { resource: 'image' }]);
    }
    for (const path of [
      `/media/../${secret}`,
      `/media/..%2f${secret}`,
      `/media/%2e%2e%2f${secret}`,
      `/media/..%5c${secret}`,
      '/media/%2e%2e/secret.txt',
      '/media/....//secret.txt',
      `/media/${secret}%00`,
      `/media//etc/passwd`,
      '/media/',
      '/media/%',
    ]) {
      const { status, body } = await sendPath(path);
      expect([path, status, body.includes('secret')]).toEqual([path, 404, false]);
    }
  });

  it('takes no query and no other method', async () => {
    const name = await put(randomBytes(10));
    expect(errorOf(await api.ask(`/media/${name}?as=text/html`, { stranger: true }))).toBe('400 VALIDATION_ERROR');
    const deleted = await api.ask(`/media/${name}`, { method: 'DELETE', stranger: true });
    expect(errorOf(deleted)).toBe('404 NOT_FOUND');
  });
});

describe('FilesystemMediaStore', () => {
  it('replaces a file as a whole, and leaves nothing beside it', async () => {
    const own = new FilesystemMediaStore(await mkdtemp(join(folder, 'own-')));
    const name = newMediaName();
    for (const bytes of ['first', 'second']) await own.put(name, Buffer.from(bytes), signal);
    const file = await own.read(name);
    expect([file?.size, await text(file!.stream)]).toEqual([6, 'second']);
    expect(await readdir(Reflect.get(own, 'dir') as string)).toEqual([name]);
  });

  it('says what is wrong with the folder', async () => {
    const path = join(folder, 'a-file');
    await writeFile(path, '');
    const broken = new FilesystemMediaStore(path);
    await expect(broken.put(newMediaName(), Buffer.from('x'), signal)).rejects.toThrow(
      /MEDIA_DIR cannot be written to/,
    );
    await expect(broken.read(newMediaName())).rejects.toThrow(/MEDIA_DIR cannot be read \(ENOTDIR\)/);
  });
});
