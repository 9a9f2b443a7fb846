import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaStore, newMediaName } from '../../src/core/media/media-store.js';
import { S3MediaStore, type S3Settings } from '../../src/core/media/s3-media-store.js';
import { http, serveRaw } from '../support/raw-server.js';
import { S3_KEY, type S3Server, startS3Server } from '../support/s3-server.js';
import { errorOf, startTestApi, type TestApi } from '../support/test-api.js';

const BUCKET = 'images';
const { signal } = new AbortController();

let server: S3Server;
let api: TestApi;

beforeAll(async () => {
  server = await startS3Server(BUCKET);
  api = await startTestApi({
    MEDIA_STORE: 's3',
    S3_ENDPOINT: server.endpoint,
    S3_REGION: 'us-east-1',
    S3_BUCKET: BUCKET,
    S3_ACCESS_KEY_ID: S3_KEY.accessKeyId,
    S3_SECRET_ACCESS_KEY: S3_KEY.secretAccessKey,
  });
});
afterAll(async () => {
  await api.close();
  await server.close();
});

const storeOf = (over: Partial<S3Settings> = {}) =>
  new S3MediaStore({ endpoint: server.endpoint, region: 'us-east-1', bucket: BUCKET, ...S3_KEY, ...over });

describe('S3MediaStore', () => {
  it('reads what it stored, replaced as a whole', async () => {
    const store = storeOf();
    const name = newMediaName();
    const bytes = randomBytes(2_000_000);
    await store.put(name, Buffer.from('first'), signal);
    await store.put(name, bytes, signal);
    const file = await store.read(name);
    expect(file?.size).toBe(bytes.length);
    expect((await buffer(file!.stream)).equals(bytes)).toBe(true);
  });

  it('finds nothing that was not stored', async () => {
    expect(await storeOf().read(newMediaName())).toBeNull();
  });

  it.each([
    ['another secret', { secretAccessKey: 'wrong' }, 403],
    ['an unknown key', { accessKeyId: 'nobody' }, 403],
    ['a bucket that is not there', { bucket: 'nowhere' }, 404],
  ])('says what came of %s, and names no key', async (_what, over, status) => {
    const put = storeOf(over).put(newMediaName(), Buffer.from('x'), signal);
    await expect(put).rejects.toMatchObject({
      name: 'MediaStoreError',
      message: `The media store answered ${status} to PUT: check S3_BUCKET, S3_REGION and what the key may do`,
    });
  });

  it('is not asked in vain for ever: it can be unreachable, and a put ends with its signal', async () => {
    const closed = await serveRaw(() => undefined);
    await closed.close();
    const gone = storeOf({ endpoint: `http://127.0.0.1:${closed.port}` });
    await expect(gone.put(newMediaName(), Buffer.from('x'), signal)).rejects.toThrow('cannot be reached');
    await expect(gone.read(newMediaName())).rejects.toThrow('cannot be reached');

    const controller = new AbortController();
    const reason = new Error('cancelled');
    const silent = await serveRaw(() => controller.abort(reason));
    const hanging = storeOf({ endpoint: `http://127.0.0.1:${silent.port}` });
    await expect(hanging.put(newMediaName(), Buffer.from('x'), controller.signal)).rejects.toBe(reason);
    await silent.close();
  });

  it('does not call broken what is only refused or overloaded', async () => {
    const busy = await serveRaw((socket) => socket.end(http(503, { connection: 'close' })));
    const store = storeOf({ endpoint: `http://127.0.0.1:${busy.port}` });
    await expect(store.read(newMediaName())).rejects.toThrow('answered 503 to GET');
    await busy.close();
  });
});

describe('the API over S3', () => {
  it('serves what the store of its settings has', async () => {
    const bytes = randomBytes(500_000);
    const name = newMediaName();
    await api.app.get(MediaStore, { strict: false }).put(name, bytes, signal);
    const response = await fetch(`${api.origin}/media/${name}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '500000',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(errorOf(await api.ask(`/media/${newMediaName()}`, { stranger: true }))).toBe('404 NOT_FOUND');
  });

  it('says that it is unavailable when the store is', async () => {
    const own = await startS3Server(BUCKET);
    const settings = { S3_ENDPOINT: own.endpoint, S3_REGION: 'us-east-1', S3_BUCKET: BUCKET };
    const key = { S3_ACCESS_KEY_ID: S3_KEY.accessKeyId, S3_SECRET_ACCESS_KEY: 'wrong' };
    const broken = await startTestApi({ MEDIA_STORE: 's3', ...settings, ...key });
    const answer = await broken.ask(`/media/${newMediaName()}`, { stranger: true });
    expect(errorOf(answer)).toBe('503 UNAVAILABLE');
    expect(answer.text).not.toMatch(/S3|127\.0\.0\.1/);
    await broken.close();
    await own.close();
  });
});
