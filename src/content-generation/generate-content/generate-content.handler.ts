import { Injectable } from '@nestjs/common';
import { ContentType, type Platform } from '../../core/database/enums.js';
import { PermanentJobError } from '../../core/queue/job-errors.js';
import type { JobContext, JobHandler } from '../../core/queue/job-handler.js';
import { checkVariation, describeText, TEXT_RULES, type VariationText, wholeText } from '../../platforms/text-rules.js';
import {
  ContentGenerationRepository,
  type SavedContent,
  type WrittenVariation,
} from '../content-generation.repository.js';
import { OpenAiClient } from '../openai/openai.client.js';
import { costMicroUsd } from '../openai/openai.prices.js';
import { checkBrandRules } from './brand-rules.js';
import type { GenerateContentPayload, GenerateContentResult, generateContent } from './generate-content.job.js';
import {
  answerSchema,
  type Brief,
  PROMPT_VERSION,
  type VariationsAnswer,
  writeCorrection,
  writePrompt,
} from './generate-content.prompt.js';

/** How often texts that break a rule are sent back to the model. */
const MAX_CORRECTIONS = 2;

type Context = JobContext<GenerateContentPayload>;

interface Draft {
  readonly variations: WrittenVariation[];
  readonly model: string;
  readonly tokensUsed: number | null;
  readonly costMicroUsd: number | null;
}

/**
 * Writes one text a platform in the brand's voice, has the model mend those that break a rule, and saves them once.
 * A model call that a dying process cut off may be repeated; what an earlier attempt saved never is.
 */
@Injectable()
export class GenerateContentHandler implements JobHandler<typeof generateContent> {
  constructor(
    private readonly repository: ContentGenerationRepository,
    private readonly openai: OpenAiClient,
  ) {}

  async handle(context: Context): Promise<GenerateContentResult> {
    const startedAt = performance.now();
    const { jobId, organizationId, payload, token } = context;
    const saved = await this.repository.findByJob(organizationId, jobId);
    if (saved) return toResult(saved, payload.platforms, startedAt);

    context.progress(5, 'Reading the brand');
    const brief = await this.readBrief(context);
    if (context.dryRun) return this.plan(brief, startedAt);

    const draft = await this.write(brief, context);
    context.signal.throwIfAborted();
    context.progress(90, 'Saving');
    const content = {
      ...draft,
      jobId,
      organizationId,
      brandId: payload.brandId,
      topic: brief.topic,
      contentType: brief.contentType,
      contextItemIds: brief.contextItems.map(({ id }) => id),
      learningIds: brief.learnings.map(({ id }) => id),
      promptVersion: PROMPT_VERSION,
    };
    return toResult(await this.repository.save(content, token), payload.platforms, startedAt);
  }

  private async readBrief({ organizationId, payload }: Context): Promise<Brief> {
    const ids = payload.contextItemIds ?? [];
    const brand = await this.repository.findBrand(organizationId, payload.brandId);
    if (!brand) throw new PermanentJobError('The brand no longer exists', { code: 'BRAND_NOT_FOUND' });
    const contextItems = await this.repository.findContextItems(organizationId, payload.brandId, ids);
    const missing = ids.filter((id) => !contextItems.some((item) => item.id === id));
    if (missing.length > 0) {
      const message = `The brand has no context item ${missing.join(', ')}`;
      throw new PermanentJobError(message, { code: 'CONTEXT_ITEM_NOT_FOUND' });
    }
    return {
      brand,
      topic: payload.topic,
      tone: payload.tone,
      contentType: payload.contentType ?? ContentType.POST,
      platforms: payload.platforms,
      contextItems,
      learnings: await this.repository.findActiveLearnings(organizationId, payload.brandId, payload.platforms),
    };
  }

  private plan(brief: Brief, startedAt: number): GenerateContentResult {
    return {
      contentItemId: null,
      variations: [],
      tokensUsed: 0,
      model: this.openai.models[0],
      costMicroUsd: 0,
      generationTimeMs: elapsedMs(startedAt),
      plan: {
        platforms: [...brief.platforms],
        promptCharacters: writePrompt(brief).reduce((sum, { content }) => sum + (content?.length ?? 0), 0),
        contextItems: brief.contextItems.length,
      },
    };
  }

  private async write(brief: Brief, context: Context): Promise<Draft> {
    const prompt = writePrompt(brief);
    const variations: WrittenVariation[] = [];
    let wanted = brief.platforms;
    let correction: ReturnType<typeof writeCorrection> = [];
    let tokensUsed: number | null = 0;
    let cost: number | null = 0;
    for (let round = 0; ; round++) {
      context.progress(10 + 25 * round, `${round === 0 ? 'Writing' : 'Mending the text'} for ${namesOf(wanted)}`);
      const question = {
        messages: [...prompt, ...correction],
        schema: answerSchema(wanted, brief.contentType),
        schemaName: 'variations',
      };
      const { answer, model, usage } = await this.openai.ask(question, context.signal);
      tokensUsed = sum(tokensUsed, usage && usage.inputTokens + usage.outputTokens);
      cost = sum(cost, costMicroUsd(model, usage));
      const wrong = new Map<Platform, string[]>();
      for (const platform of wanted) {
        const text = textOf(answer, platform);
        const sentences = check(text, platform, brief);
        if (sentences.length > 0) wrong.set(platform, sentences);
        else variations.push({ platform, ...describeText(platform, text) });
      }
      context.log.info({ round, model, usage, wrong: [...wrong.keys()] }, 'the model answered');
      if (wrong.size === 0) return { variations, model, tokensUsed, costMicroUsd: cost };
      if (round === MAX_CORRECTIONS) throw rulesUnmet(wrong);
      wanted = [...wrong.keys()];
      correction = writeCorrection(answer, wrong);
    }
  }
}

function textOf(answer: VariationsAnswer, platform: Platform): VariationText {
  const entry = answer[platform]!;
  return 'posts' in entry ? entry.posts.map((post) => post.trim()) : entry.content.trim();
}

function check(text: VariationText, platform: Platform, { brand, contentType }: Brief): string[] {
  return [...checkVariation(platform, text, contentType), ...checkBrandRules(brand.brain, platform, wholeText(text))];
}

function toResult(saved: SavedContent, platforms: readonly Platform[], startedAt: number): GenerateContentResult {
  const { id, model, tokensUsed, costMicroUsd } = saved;
  const inOrder = saved.variations.toSorted((a, b) => platforms.indexOf(a.platform) - platforms.indexOf(b.platform));
  return {
    contentItemId: id,
    variations: inOrder.map((variation) => ({
      platform: variation.platform,
      variationId: variation.id,
      content: variation.content,
      ...(variation.posts.length > 0 && { posts: [...variation.posts] }),
      characterCount: variation.characterCount,
    })),
    tokensUsed,
    model,
    costMicroUsd,
    generationTimeMs: elapsedMs(startedAt),
  };
}

function rulesUnmet(wrong: ReadonlyMap<Platform, readonly string[]>): PermanentJobError {
  const sentences = [...wrong].map(([platform, found]) => `${TEXT_RULES[platform].name}: ${found.join(' ')}`);
  const message = `The text still breaks rules after ${MAX_CORRECTIONS} corrections. ${sentences.join(' ')}`;
  return new PermanentJobError(message, { code: 'CONTENT_RULES_UNMET' });
}

function namesOf(platforms: readonly Platform[]): string {
  return platforms.map((platform) => TEXT_RULES[platform].name).join(', ');
}

function sum(total: number | null, more: number | null): number | null {
  return total === null || more === null ? null : total + more;
}

function elapsedMs(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
