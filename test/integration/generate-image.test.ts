import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ContentGenerationRepository } from '../../src/content-generation/content-generation.repository.js';
import { GeneratedImagesRepository } from '../../src/content-generation/generated-images.repository.js';
import { GenerateImageHandler } from '../../src/content-generation/generate-image/generate-image.handler.js';
import type { GenerateImagePayload } from '../../src/content-generation/generate-image/generate-image.job.js';
import { OpenAiClient } from '../../src/content-generation/openai/openai.client.js';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import type { ContentStatus, Platform, PublicationStatus } from '../../src/core/database/enums.js';
import { createId } from '../../src/core/database/id.js';
import { PrismaService } from '../../src/core/database/prisma.service.js';
import { FilesystemMediaStore } from '../../src/core/media/filesystem-media-store.js';
import { type MediaFile, MediaStore, MediaStoreError } from '../../src/core/media/media-store.js';
import type { JobContext } from '../../src/core/queue/job-handler.js';
import { http, serveRaw } from '../support/raw-server.js';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { PATIENCE } from '../support/patience.js';

const ORGANIZATION = 'org_test';
const TOKEN = 7n;
const PUBLIC_URL = 'https://api.test';

type Context = JobContext<GenerateImagePayload>;

let testDatabase: TestDatabase;
let database: Database;
let prisma: PrismaService;
let sandbox: TestSandbox;
let dir: string;
let brandId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  sandbox = await startTestSandbox();
  database = new Database(configOf());
  prisma = new PrismaService(database);
  await prisma.organization.create({ data: { id: ORGANIZATION } });
  const brain = { description: 'Slow tea', doNotMention: ['coffee'] };
  const brand = { organizationId: ORGANIZATION, name: 'Acme', slug: 'acme', brain: { create: brain } };
  ({ id: brandId } = await prisma.brand.create({ data: brand }));
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.onApplicationShutdown();
  await sandbox.close();
  await testDatabase.drop();
});

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'media-'));
});

afterEach(async () => {
  await sandbox.reset();
  await rm(dir, { recursive: true, force: true });
});

function configOf(changes: Record<string, string> = {}) {
  return loadConfig({
    DATABASE_URL: testDatabase.url,
    OPENAI_API_KEY: 'sk-test-secret',
    OPENAI_BASE_URL: `${sandbox.url}/openai/v1`,
    PUBLIC_URL,
    ...changes,
  });
}

function handlerOf({ config = configOf(), store = new FilesystemMediaStore(dir) as MediaStore } = {}) {
  return new GenerateImageHandler(
    new GeneratedImagesRepository(prisma, database),
    new ContentGenerationRepository(prisma, database),
    new OpenAiClient(config),
    store,
    config,
  );
}

/** A job that runs under {@link TOKEN}, as the engine leaves it when it calls the handler. */
async function startJob(payload: Partial<GenerateImagePayload> = {}, changes: Partial<Context> = {}): Promise<Context> {
  const jobId = createId();
  const now = new Date();
  const times = { runAt: now, createdAt: now, updatedAt: now };
  const job = { id: jobId, organizationId: ORGANIZATION, type: 'GENERATE_IMAGE' as const, queue: 'content-generation' };
  await prisma.job.create({ data: { ...job, ...times, payload: {}, priority: 5, maxAttempts: 4 } });
  await database.query(
    `INSERT INTO engine.unfinished (job_id, queue, organization_id, phase, rank_at, run_at, token)
     VALUES ($1, 'content-generation', $2, 'x', now(), now(), $3)`,
    [jobId, ORGANIZATION, TOKEN],
  );
  return {
    jobId,
    organizationId: ORGANIZATION,
    payload: { brandId, prompt: 'A cup of tea', ...payload },
    attempt: 1,
    dryRun: false,
    token: TOKEN,
    signal: new AbortController().signal,
    effect: (write) => write(),
    progress: () => undefined,
    log: pino({ enabled: false }),
    ...changes,
  };
}

async function writeItem(status: ContentStatus = 'DRAFT', published?: PublicationStatus) {
  const variationOf = (platform: Platform, mediaUrls: string[]) => ({
    platform,
    content: 'Tea',
    characterCount: 3,
    mediaUrls,
  });
  const item = await prisma.contentItem.create({
    data: {
      organizationId: ORGANIZATION,
      brandId,
      jobId: createId(),
      topic: 'Tea',
      contentType: 'POST',
      status,
      promptVersion: 'v1',
      model: 'gpt',
      variations: {
        create: [
          variationOf('TWITTER', []),
          variationOf('INSTAGRAM', []),
          variationOf('LINKEDIN', ['https://a.test/own.jpg']),
        ],
      },
    },
    include: { variations: true },
  });
  const idOf = (platform: Platform) => item.variations.find((variation) => variation.platform === platform)!.id;
  if (published) {
    const variation = {
      variationId: idOf('TWITTER'),
      platform: 'TWITTER' as const,
      fingerprint: '',
      jobId: createId(),
    };
    const account = { organizationId: ORGANIZATION, socialAccountId: 'account', platformId: 'x_1' };
    await prisma.publication.create({ data: { ...variation, ...account, status: published } });
  }
  return { id: item.id, idOf };
}

const readItem = async (id: string) => {
  const item = await prisma.contentItem.findUniqueOrThrow({ where: { id }, include: { variations: true } });
  const media = Object.fromEntries(item.variations.map(({ platform, mediaUrls }) => [platform, mediaUrls]));
  return { status: item.status, media };
};

const rowOf = (jobId: string) => prisma.generatedImage.findUnique({ where: { jobId } });
const nameOf = (url: string | null) => url!.slice(`${PUBLIC_URL}/media/`.length);
/** Resolves once the sandbox has drawn one more, though it will not answer. */
async function nextImage(known: number): Promise<void> {
  await expect.poll(imagesDrawn, PATIENCE).toBeGreaterThan(known);
}
const imagesDrawn = async () => (await sandbox.effects()).filter(({ kind }) => kind === 'image').length;

describe('GENERATE_IMAGE against the sandbox', () => {
  it.each([
    ['1:1', 1024, 1024],
    ['16:9', 1536, 864],
    ['9:16', 864, 1536],
    ['4:3', 1152, 864],
  ] as const)(
    'stores a JPEG of %s with a thumbnail, and saves what it was made from',
    async (aspectRatio, width, height) => {
      const context = await startJob({ aspectRatio, style: 'realistic' });
      const result = await handlerOf().handle(context);
      expect(result).toMatchObject({ width, height, model: 'gpt-image-2', variationIds: [] });
      const [image, thumbnail] = [nameOf(result.imageUrl), nameOf(result.thumbnailUrl)];
      expect((await readdir(dir)).toSorted()).toEqual([image, thumbnail].toSorted());
      expect(await sharp(await readFile(join(dir, image))).metadata()).toMatchObject({ format: 'jpeg', width, height });
      const small = await sharp(await readFile(join(dir, thumbnail))).metadata();
      expect([small.format, Math.max(small.width, small.height)]).toEqual(['jpeg', 400]);
      expect(await rowOf(context.jobId)).toMatchObject({
        organizationId: ORGANIZATION,
        brandId,
        contentItemId: null,
        name: image,
        thumbnailName: thumbnail,
        width,
        height,
        promptVersion: 'generate-image/1',
        model: 'gpt-image-2',
        tokensUsed: result.tokensUsed,
        costMicroUsd: result.costMicroUsd,
        storedAt: expect.any(Date) as Date,
      });
      expect(result.costMicroUsd).toBeGreaterThan(result.tokensUsed!);
      const asked = (await sandbox.effects()).at(-1)!.text;
      expect(asked).toContain('"image": "A cup of tea"');
      expect(asked).toContain('Slow tea');
    },
  );

  it('gives the same again to a later attempt, and pays no more', async () => {
    const context = await startJob();
    const first = await handlerOf().handle(context);
    const drawn = await imagesDrawn();
    expect(await handlerOf().handle({ ...context, attempt: 2, token: 8n })).toEqual({
      ...first,
      generationTimeMs: expect.any(Number) as number,
    });
    expect(await imagesDrawn()).toBe(drawn);
  });

  it('neither asks nor saves in a dry run', async () => {
    const { id: contentItemId } = await writeItem();
    const context = await startJob({ contentItemId, aspectRatio: '16:9' }, { dryRun: true });
    const drawn = await imagesDrawn();
    expect(await handlerOf().handle(context)).toMatchObject({
      imageUrl: null,
      thumbnailUrl: null,
      width: 1536,
      height: 864,
      costMicroUsd: 0,
      plan: { size: '1536x864', promptCharacters: expect.any(Number) as number, variations: 2 },
    });
    expect([await imagesDrawn(), await readdir(dir), await rowOf(context.jobId)]).toEqual([drawn, [], null]);
  });

  it('asks an older model for a size that it draws, and cuts the image', async () => {
    const config = configOf({ OPENAI_IMAGE_MODEL: 'gpt-image-1.5' });
    const result = await handlerOf({ config }).handle(await startJob({ aspectRatio: '16:9' }));
    expect(result).toMatchObject({ width: 1536, height: 864, model: 'gpt-image-1.5', costMicroUsd: null });
    const { width, height } = await sharp(await readFile(join(dir, nameOf(result.imageUrl)))).metadata();
    expect([width, height]).toEqual([1536, 864]);
  });

  it("finds no other organization's brand", async () => {
    const context = await startJob({}, { organizationId: 'org_other' });
    await expect(handlerOf().handle(context)).rejects.toMatchObject({ code: 'BRAND_NOT_FOUND' });
  });
});

describe('an image for a content item', () => {
  it.each(['DRAFT', 'APPROVED'] as const)('goes to the variations without one, and makes %s DRAFT', async (status) => {
    const { id, idOf } = await writeItem(status);
    const { imageUrl, variationIds } = await handlerOf().handle(await startJob({ contentItemId: id }));
    expect(await readItem(id)).toEqual({
      status: 'DRAFT',
      media: { TWITTER: [imageUrl], INSTAGRAM: [imageUrl], LINKEDIN: ['https://a.test/own.jpg'] },
    });
    expect(variationIds.toSorted()).toEqual([idOf('TWITTER'), idOf('INSTAGRAM')].toSorted());
  });

  it('leaves an approved item approved that has images everywhere', async () => {
    const { id } = await writeItem('APPROVED');
    const mediaUrls = ['https://a.test/own.jpg'];
    await prisma.contentVariation.updateMany({ where: { contentItemId: id }, data: { mediaUrls } });
    expect(await handlerOf().handle(await startJob({ contentItemId: id }))).toMatchObject({ variationIds: [] });
    expect((await readItem(id)).status).toBe('APPROVED');
  });

  it.each([
    ['REJECTED', undefined],
    ['PUBLISHED', 'CONFIRMED'],
    ['APPROVED', 'PENDING'],
    ['APPROVED', 'SENT'],
    ['APPROVED', 'UNKNOWN'],
  ] as const)('is not paid for where the item is %s with a publication %s', async (status, published) => {
    const { id } = await writeItem(status, published);
    const before = await readItem(id);
    const drawn = await imagesDrawn();
    await expect(handlerOf().handle(await startJob({ contentItemId: id }))).rejects.toMatchObject({
      name: 'PermanentJobError',
      code: 'CONTENT_NOT_CHANGEABLE',
    });
    expect([await readItem(id), await imagesDrawn()]).toEqual([before, drawn]);
  });

  it('is kept, but not attached, when a publication began while it was drawn', async () => {
    const { id, idOf } = await writeItem('APPROVED');
    const before = await readItem(id);
    const variation = {
      variationId: idOf('TWITTER'),
      platform: 'TWITTER' as const,
      fingerprint: '',
      jobId: createId(),
    };
    const account = { organizationId: ORGANIZATION, socialAccountId: 'account', platformId: 'x_1' };
    const effect: Context['effect'] = async (write) => {
      await prisma.publication.createMany({ data: { ...variation, ...account }, skipDuplicates: true });
      return write();
    };
    const context = await startJob({ contentItemId: id }, { effect });
    const result = await handlerOf().handle(context);
    expect(result).toMatchObject({ imageUrl: expect.any(String) as string, variationIds: [] });
    expect(await readItem(id)).toEqual(before);
    expect(await rowOf(context.jobId)).toMatchObject({ contentItemId: id });
  });

  it('is of the same brand', async () => {
    const other = await prisma.brand.create({ data: { organizationId: ORGANIZATION, name: 'B', slug: createId() } });
    const { id } = await writeItem();
    const context = await startJob({ contentItemId: id, brandId: other.id });
    await expect(handlerOf().handle(context)).rejects.toMatchObject({ code: 'CONTENT_ITEM_NOT_FOUND' });
  });

  it('outlives it and its brand, and so does its row', async () => {
    const own = await prisma.brand.create({ data: { organizationId: ORGANIZATION, name: 'C', slug: createId() } });
    const context = await startJob({ brandId: own.id });
    const { imageUrl } = await handlerOf().handle(context);
    await prisma.brand.delete({ where: { id: own.id } });
    expect(await rowOf(context.jobId)).toMatchObject({ brandId: own.id, name: nameOf(imageUrl) });
    expect(await readdir(dir)).toContain(nameOf(imageUrl));
  });
});

/** A store that fails, or dies, at the calls that a test says. */
class FaultyStore extends MediaStore {
  puts = 0;
  isDown = false;

  constructor(
    private readonly inner: FilesystemMediaStore,
    private readonly failsAt: (put: number) => boolean,
  ) {
    super();
  }

  protected async write(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    this.puts++;
    if (this.failsAt(this.puts)) throw new MediaStoreError('The media store cannot be reached: check S3_ENDPOINT');
    await this.inner.put(name, bytes, signal);
  }

  protected async open(name: string): Promise<MediaFile | null> {
    if (this.isDown) throw new MediaStoreError('The media store cannot be reached: check S3_ENDPOINT');
    return this.inner.read(name);
  }
}

describe('an attempt that is cut off', () => {
  it('after both files were stored is completed by the next one, which pays nothing', async () => {
    const { id: contentItemId } = await writeItem();
    const context = await startJob({ contentItemId });
    await database.query(`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'cut off'; END $$`);
    await database.query(`CREATE TRIGGER refuse BEFORE UPDATE OF stored_at ON generated_images
      EXECUTE FUNCTION refuse()`);
    await expect(handlerOf().handle(context)).rejects.toThrow('cut off');
    await database.query(`DROP TRIGGER refuse ON generated_images`);
    const files = (await readdir(dir)).toSorted();
    expect([files.length, (await rowOf(context.jobId))?.storedAt]).toEqual([2, null]);
    expect((await readItem(contentItemId)).media.TWITTER).toEqual([]);

    const drawn = await imagesDrawn();
    const { imageUrl } = await handlerOf().handle({ ...context, attempt: 2 });
    expect([await imagesDrawn(), (await readdir(dir)).toSorted()]).toEqual([drawn, files]);
    expect((await readItem(contentItemId)).media.TWITTER).toEqual([imageUrl]);
  });

  it('between the two is made anew under the same names, and what it cost is added', async () => {
    const context = await startJob();
    const store = new FaultyStore(new FilesystemMediaStore(dir), (put) => put === 2);
    await expect(handlerOf({ store }).handle(context)).rejects.toMatchObject({
      name: 'TransientJobError',
      code: 'MEDIA_STORE_UNAVAILABLE',
    });
    const first = (await rowOf(context.jobId))!;
    expect(await readdir(dir)).toEqual([first.thumbnailName]);
    const { costMicroUsd } = await handlerOf({ store }).handle({ ...context, attempt: 2 });
    expect((await readdir(dir)).toSorted()).toEqual([first.name, first.thumbnailName].toSorted());
    expect(costMicroUsd).toBe(2 * first.costMicroUsd!);
  });

  it('is not paid for again while the store does not say what it has', async () => {
    const context = await startJob();
    const store = new FaultyStore(new FilesystemMediaStore(dir), () => true);
    await expect(handlerOf({ store }).handle(context)).rejects.toThrow('S3_ENDPOINT');
    store.isDown = true;
    const drawn = await imagesDrawn();
    await expect(handlerOf({ store }).handle(context)).rejects.toMatchObject({ code: 'MEDIA_STORE_UNAVAILABLE' });
    expect(await imagesDrawn()).toBe(drawn);
  });

  it('stores and saves nothing under a token that has been replaced', async () => {
    const context = await startJob({}, { token: 6n });
    await expect(handlerOf().handle(context)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect([await readdir(dir), await rowOf(context.jobId)]).toEqual([[], null]);
  });

  it('saves one image when attempts race', async () => {
    const context = await startJob();
    const racers = [5n, TOKEN, 6n].map((token) => handlerOf().handle({ ...context, token }));
    const [, winner] = await Promise.allSettled(racers);
    expect(winner?.status).toBe('fulfilled');
    expect(await readdir(dir)).toHaveLength(2);
    expect(await prisma.generatedImage.count({ where: { jobId: context.jobId } })).toBe(1);
  });
});

describe('what the model answers badly', () => {
  it.each([
    [{ status: 500 }, 'TransientJobError', 'OPENAI_UNAVAILABLE'],
    [{ status: 401 }, 'PermanentJobError', 'OPENAI_KEY_INVALID'],
    [{ status: 429, retryAfter: 120 }, 'RateLimitedJobError', 'RATE_LIMITED'],
    [{ status: 429, code: 'insufficient_quota' }, 'PermanentJobError', 'QUOTA_EXHAUSTED'],
    [{ refuse: true }, 'PermanentJobError', 'CONTENT_REFUSED'],
    [{ dropAfterAccept: true }, 'TransientJobError', 'OPENAI_UNREACHABLE'],
  ])('turns %j into %s %s', async (fault, name, code) => {
    await sandbox.set('faults', { service: 'openai', ...fault });
    const context = await startJob();
    await expect(handlerOf().handle(context)).rejects.toMatchObject({ name, code });
    expect([await readdir(dir), await rowOf(context.jobId)]).toEqual([[], null]);
  });

  it('stops waiting for an image when its signal aborts, with the reason as it is', async () => {
    await sandbox.set('faults', { service: 'openai', hangAfterAccept: true });
    const controller = new AbortController();
    const known = await imagesDrawn();
    const handled = handlerOf().handle(await startJob({}, { signal: controller.signal }));
    const reason = new Error('cancelled');
    void nextImage(known).then(() => controller.abort(reason));
    await expect(handled).rejects.toBe(reason);
  });

  it('names the setting when the model is missing', async () => {
    const config = configOf({ OPENAI_IMAGE_MODEL: 'missing-1' });
    await expect(handlerOf({ config }).handle(await startJob())).rejects.toMatchObject({
      code: 'OPENAI_MODEL_NOT_FOUND',
      message: expect.stringContaining('set OPENAI_IMAGE_MODEL') as string,
    });
  });

  it('fails at once without a key', async () => {
    const config = configOf({ OPENAI_API_KEY: '' });
    await expect(handlerOf({ config }).handle(await startJob())).rejects.toMatchObject({ code: 'OPENAI_KEY_MISSING' });
  });

  it.each([
    ['no image', {}],
    ['HTML', { b64_json: Buffer.from('<script>alert(1)</script>').toString('base64') }],
    ['an SVG', { b64_json: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64') }],
    ['a cut-off JPEG', { b64_json: '/9j/4AAQSkZJRgABAQAAAQABAAD/' }],
  ])('stores nothing of %s', async (_what, image) => {
    const answer = JSON.stringify({ created: 1, data: [image] });
    const server = await serveRaw((socket) =>
      socket.end(http(200, { 'content-type': 'application/json', connection: 'close' }, answer)),
    );
    const config = configOf({ OPENAI_BASE_URL: `http://127.0.0.1:${server.port}/v1` });
    const context = await startJob();
    await expect(handlerOf({ config }).handle(context)).rejects.toMatchObject({ code: 'ANSWER_UNREADABLE' });
    expect([await readdir(dir), await rowOf(context.jobId)]).toEqual([[], null]);
    await server.close();
  });
});

describe("the sandbox's images speak OpenAI's wire format", () => {
  const ask = (body: object) =>
    sandbox.call('/openai/v1/images/generations', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer sk-test' },
      body: JSON.stringify({ model: 'gpt-image-2', prompt: 'Tea', ...body }),
    });

  it('draws the same image of the same prompt, in the format and size that were asked for', async () => {
    const request = { size: '1536x1024', output_format: 'png' };
    const [first, again, other] = [await ask(request), await ask(request), await ask({ ...request, prompt: 'Milk' })];
    expect(first.body).toMatchObject({ output_format: 'png', size: '1536x1024', quality: 'medium' });
    const bytesOf = ({ body }: typeof first) => (body!.data as { b64_json: string }[])[0]!.b64_json;
    expect(bytesOf(again)).toBe(bytesOf(first));
    expect(bytesOf(other)).not.toBe(bytesOf(first));
    const { format, width, height } = await sharp(Buffer.from(bytesOf(first), 'base64')).metadata();
    expect([format, width, height]).toEqual(['png', 1536, 1024]);
  });

  it.each([
    [{ size: '1000x1000' }, 'invalid_value'],
    [{ size: '1536x864', model: 'gpt-image-1.5' }, 'invalid_value'],
    [{ prompt: '' }, null],
    [{ n: 2 }, null],
  ])('refuses %j in its shape', async (body, code) => {
    expect(await ask(body)).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error', code } } });
  });
});
