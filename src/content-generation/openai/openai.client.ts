import { Inject, Injectable } from '@nestjs/common';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { ChatCompletion, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { ImagesResponse } from 'openai/resources/images';
import type { z } from 'zod';
import { CONFIG, type Config } from '../../core/config/config.js';
import { PermanentJobError, TransientJobError } from '../../core/queue/job-errors.js';
import { type ModelUse, observeModel } from '../../core/telemetry/model-call.js';
import { observeCall } from '../../core/telemetry/outbound-call.js';
import { isModelUnavailable, toJobError } from './openai.errors.js';
import { costMicroUsd, type Usage } from './openai.prices.js';

/** Long enough for a reasoning model's answer, short enough for a second one within a job's 5 minutes. */
const ANSWER_TIMEOUT_MS = 120_000;

/** A detailed image takes up to 2 minutes (developers.openai.com/api/docs/guides/image-generation); a job has 5. */
const IMAGE_TIMEOUT_MS = 240_000;

/** Room for four long texts and the reasoning before them; a run-away answer ends here. */
const MAX_ANSWER_TOKENS = 16_000;

/** A question whose answer has the shape of `schema`. */
export interface Question<Answer> {
  readonly messages: readonly ChatCompletionMessageParam[];
  /** Strict subset: every property required. Lengths in it are not enforced by the model. */
  readonly schema: z.ZodType<Answer>;
  /** The schema's name, `[a-z_]+`. */
  readonly schemaName: string;
}

/** An answer, the model that gave it as it named itself, and what it used (null when the server did not say). */
export interface Answered<Answer> {
  readonly answer: Answer;
  readonly model: string;
  readonly usage: Usage | null;
}

/** An image that is wanted. */
export interface ImageRequest {
  /** Up to 32 000 characters. */
  readonly prompt: string;
  /** `<width>x<height>` in pixels. */
  readonly size: string;
}

/** An image as it was sent, which need not be one, and what it used (null when the server did not say). */
export interface DrawnImage {
  readonly base64: string;
  readonly model: string;
  readonly usage: Usage | null;
}

/** Asks a language model through OpenAI's chat completions, which most compatible servers speak too, and an image model. */
@Injectable()
export class OpenAiClient {
  /** Those that are asked, in this order. */
  readonly models: readonly [string, ...string[]];
  /** The one that draws. */
  readonly imageModel: string;
  private readonly openai: OpenAI | undefined;

  constructor(@Inject(CONFIG) config: Config) {
    this.models = [config.OPENAI_MODEL, ...config.OPENAI_FALLBACK_MODELS];
    this.imageModel = config.OPENAI_IMAGE_MODEL;
    this.openai =
      config.OPENAI_API_KEY === undefined
        ? undefined
        : new OpenAI({
            apiKey: config.OPENAI_API_KEY,
            baseURL: config.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
            organization: null,
            project: null,
            maxRetries: 0,
            timeout: ANSWER_TIMEOUT_MS,
            logLevel: 'off',
            fetch: (url, init) => observeCall('openai', init?.method ?? 'GET', () => fetch(url, init)),
          });
  }

  /**
   * Asks once, or once a model while they are missing or overloaded. Nothing is retried: that is the job's own backoff.
   * @throws one of the words of job-errors.ts, or the signal's own reason when it aborted
   */
  async ask<Answer>(question: Question<Answer>, signal: AbortSignal): Promise<Answered<Answer>> {
    const completion = await this.complete(this.requireOpenAi(), question, signal, this.models);
    return {
      answer: readAnswer(completion, question.schema),
      model: completion.model,
      usage: readUsage(completion),
    };
  }

  /**
   * Has one JPEG drawn, of middling quality, which is the price that users expect. Nothing is retried.
   * @throws as {@link ask}
   */
  async draw({ prompt, size }: ImageRequest, signal: AbortSignal): Promise<DrawnImage> {
    const openai = this.requireOpenAi();
    const model = this.imageModel;
    try {
      const images = await observeModel(
        'draw',
        model,
        () =>
          openai.images.generate(
            { model, prompt, size, n: 1, quality: 'medium', output_format: 'jpeg' },
            { signal, timeout: IMAGE_TIMEOUT_MS },
          ),
        (answer) => useOf(model, readImageUsage(answer)),
      );
      return { base64: images.data?.[0]?.b64_json ?? '', model, usage: readImageUsage(images) };
    } catch (error) {
      signal.throwIfAborted();
      throw toJobError(error, { models: [model], setting: 'OPENAI_IMAGE_MODEL' });
    }
  }

  private requireOpenAi(): OpenAI {
    if (this.openai) return this.openai;
    throw new PermanentJobError('OPENAI_API_KEY is not set', { code: 'OPENAI_KEY_MISSING' });
  }

  private async complete<Answer>(
    openai: OpenAI,
    question: Question<Answer>,
    signal: AbortSignal,
    [model, ...fallbacks]: readonly [string, ...string[]],
  ): Promise<ChatCompletion> {
    try {
      return await observeModel(
        'chat',
        model,
        () =>
          openai.chat.completions.create(
            {
              model,
              messages: [...question.messages],
              response_format: zodResponseFormat(question.schema, question.schemaName),
              max_completion_tokens: MAX_ANSWER_TOKENS,
            },
            { signal },
          ),
        (completion) => useOf(completion.model, readUsage(completion)),
      );
    } catch (error) {
      signal.throwIfAborted();
      const [next, ...others] = fallbacks;
      if (next !== undefined && isModelUnavailable(error)) {
        return this.complete(openai, question, signal, [next, ...others]);
      }
      throw toJobError(error, { models: this.models, setting: 'OPENAI_MODEL or OPENAI_FALLBACK_MODELS' });
    }
  }
}

function readAnswer<Answer>(completion: ChatCompletion, schema: z.ZodType<Answer>): Answer {
  const choice = completion.choices[0];
  if (choice?.message.refusal) {
    throw new PermanentJobError(`The model refused: ${choice.message.refusal}`, { code: 'CONTENT_REFUSED' });
  }
  if (choice?.finish_reason === 'content_filter') {
    throw new PermanentJobError("OpenAI's content filter stopped the answer", { code: 'CONTENT_REFUSED' });
  }
  // The next answer may well be shorter; if none ever is, the job's attempts end.
  if (choice?.finish_reason === 'length') {
    throw new TransientJobError('The answer was cut off at its greatest length', { code: 'ANSWER_CUT_OFF' });
  }
  const parsed = schema.safeParse(parseJson(choice?.message.content ?? ''));
  if (!parsed.success) {
    throw new TransientJobError('The answer does not have the shape that was asked for', {
      code: 'ANSWER_UNREADABLE',
      cause: parsed.error,
    });
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function useOf(model: string, usage: Usage | null): ModelUse {
  return { usage, costMicroUsd: costMicroUsd(model, usage) };
}

function readImageUsage({ usage }: ImagesResponse): Usage | null {
  return usage ? { inputTokens: usage.input_tokens, cachedInputTokens: 0, outputTokens: usage.output_tokens } : null;
}

/** Some compatible servers leave it out, against the type. */
function readUsage({ usage }: ChatCompletion): Usage | null {
  if (!usage) return null;
  return {
    inputTokens: usage.prompt_tokens,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    outputTokens: usage.completion_tokens,
  };
}
