import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../core/config/config.js';
import { MediaStore, MediaStoreError, mediaUrl, newMediaName } from '../../core/media/media-store.js';
import { PermanentJobError, TransientJobError } from '../../core/queue/job-errors.js';
import type { JobContext, JobHandler } from '../../core/queue/job-handler.js';
import { ContentGenerationRepository } from '../content-generation.repository.js';
import { type GeneratedImage, GeneratedImagesRepository } from '../generated-images.repository.js';
import { OpenAiClient } from '../openai/openai.client.js';
import { costMicroUsd } from '../openai/openai.prices.js';
import type { generateImage, GenerateImagePayload, GenerateImageResult } from './generate-image.job.js';
import { type ImageBrief, PROMPT_VERSION, writeImagePrompt } from './generate-image.prompt.js';
import { askedSize, keptSize } from './image-sizes.js';
import { makePictures, type Pictures } from './picture.js';

type Context = JobContext<GenerateImagePayload>;

interface Brief extends ImageBrief {
  /** How many variations of the item have no image yet. */
  readonly bareVariations: number;
}

/**
 * Has an image drawn, stores it with a thumbnail, and attaches it to the content item if one is named. What an earlier
 * attempt stored is not asked for again; a call whose image was not stored yet when the process died may be repeated.
 */
@Injectable()
export class GenerateImageHandler implements JobHandler<typeof generateImage> {
  constructor(
    private readonly images: GeneratedImagesRepository,
    private readonly content: ContentGenerationRepository,
    private readonly openai: OpenAiClient,
    private readonly store: MediaStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async handle(context: Context): Promise<GenerateImageResult> {
    const startedAt = performance.now();
    const known = await this.images.findByJob(context.organizationId, context.jobId);
    if (known?.storedAt) return this.toResult(known, startedAt);
    if (known && (await this.isStored(known))) return this.toResult(await this.complete(known, context), startedAt);

    context.progress(5, 'Reading the brand');
    const brief = await this.readBrief(context);
    if (context.dryRun) return this.plan(brief, startedAt);

    const image = await this.draw(brief, context);
    context.progress(90, 'Saving');
    return this.toResult(await this.complete(image, context), startedAt);
  }

  private async readBrief({ organizationId, payload }: Context): Promise<Brief> {
    const { brandId, prompt, style = 'branded', aspectRatio = '1:1', contentItemId } = payload;
    const brand = await this.content.findBrand(organizationId, brandId);
    if (!brand) throw new PermanentJobError('The brand no longer exists', { code: 'BRAND_NOT_FOUND' });
    const brief = { brand, prompt, style, aspectRatio };
    if (contentItemId === undefined) return { ...brief, bareVariations: 0 };
    const item = await this.images.findItem(organizationId, brandId, contentItemId);
    if (!item) {
      throw new PermanentJobError(`The brand has no content item ${contentItemId}`, { code: 'CONTENT_ITEM_NOT_FOUND' });
    }
    if (!item.isOpen) {
      const message = `Nothing can be added to the content item ${contentItemId}: it is rejected, or out already`;
      throw new PermanentJobError(message, { code: 'CONTENT_NOT_CHANGEABLE' });
    }
    return { ...brief, bareVariations: item.bareVariations };
  }

  private async draw(brief: Brief, context: Context): Promise<GeneratedImage> {
    const { jobId, organizationId, payload, signal, token } = context;
    context.progress(10, 'Drawing');
    const request = { prompt: writeImagePrompt(brief), size: askedSize(this.openai.imageModel, brief.aspectRatio) };
    const { base64, model, usage } = await this.openai.draw(request, signal);
    context.log.info({ model, usage }, 'the model answered');
    const size = keptSize(brief.aspectRatio);
    const pictures = await makePictures(base64, size);
    signal.throwIfAborted();
    const paid = {
      ...size,
      jobId,
      organizationId,
      brandId: payload.brandId,
      contentItemId: payload.contentItemId ?? null,
      name: newMediaName(),
      thumbnailName: newMediaName(),
      promptVersion: PROMPT_VERSION,
      model,
      tokensUsed: usage && usage.inputTokens + usage.outputTokens,
      costMicroUsd: costMicroUsd(model, usage),
    };
    const image = await this.images.record(paid, token);
    await this.keep(image, pictures, context);
    return image;
  }

  /** The image comes last: where it is, its thumbnail is. */
  private async keep({ name, thumbnailName }: GeneratedImage, pictures: Pictures, context: Context): Promise<void> {
    const { signal } = context;
    try {
      await context.effect(() => this.store.put(thumbnailName, pictures.thumbnail, signal));
      await context.effect(() => this.store.put(name, pictures.image, signal));
    } catch (error) {
      throw asJobError(error);
    }
  }

  /** @throws {TransientJobError} when the store does not say: better later than paid twice */
  private async isStored({ name }: GeneratedImage): Promise<boolean> {
    try {
      const file = await this.store.read(name);
      file?.stream.destroy();
      return file !== null;
    } catch (error) {
      throw asJobError(error);
    }
  }

  private async complete(image: GeneratedImage, { token, log }: Context): Promise<GeneratedImage> {
    const completed = await this.images.complete(image, mediaUrl(this.config.PUBLIC_URL, image.name), token);
    const { contentItemId, variationIds } = completed;
    if (contentItemId !== null) log.info({ contentItemId, variationIds }, 'the image was attached');
    return completed;
  }

  private plan(brief: Brief, startedAt: number): GenerateImageResult {
    const model = this.openai.imageModel;
    return {
      imageUrl: null,
      thumbnailUrl: null,
      ...keptSize(brief.aspectRatio),
      variationIds: [],
      tokensUsed: 0,
      model,
      costMicroUsd: 0,
      generationTimeMs: elapsedMs(startedAt),
      plan: {
        size: askedSize(model, brief.aspectRatio),
        promptCharacters: writeImagePrompt(brief).length,
        variations: brief.bareVariations,
      },
    };
  }

  private toResult(image: GeneratedImage, startedAt: number): GenerateImageResult {
    const { name, thumbnailName, width, height, variationIds, tokensUsed, model } = image;
    return {
      imageUrl: mediaUrl(this.config.PUBLIC_URL, name),
      thumbnailUrl: mediaUrl(this.config.PUBLIC_URL, thumbnailName),
      width,
      height,
      variationIds,
      tokensUsed,
      model,
      costMicroUsd: image.costMicroUsd,
      generationTimeMs: elapsedMs(startedAt),
    };
  }
}

/** Whatever keeps a file from being stored or found may pass, or be mended by whoever runs the system. */
function asJobError(error: unknown): unknown {
  if (!(error instanceof MediaStoreError)) return error;
  return new TransientJobError(error.message, { code: 'MEDIA_STORE_UNAVAILABLE', cause: error });
}

function elapsedMs(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
