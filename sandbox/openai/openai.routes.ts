import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import type { Effects } from '../effects.js';
import type { FaultOf, Faults } from '../faults.js';
import { answerTo } from './answer.js';
import { countImageTokens, drawImage, findSizeFault, imageRequest } from './images.js';
import { findSchemaFault } from './json-schema.js';
import {
  accountOf,
  commonHeaders,
  type CompletionRequest,
  completionRequest,
  countTokens,
  errorOfStatus,
  invalidRequest,
  sendError,
  textOf,
} from './openai.wire.js';

const MODELS = ['gpt-5.5', 'gpt-5.4', 'gpt-5.4-mini'];
const MODELS_CREATED = Date.UTC(2026, 3, 1) / 1_000;

interface Parts {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly effects: Effects;
}

/** OpenAI's `/v1`: chat completions and images that are not streamed, and the list of models. */
export function openAiRoutes(parts: Parts) {
  return async (app: FastifyInstance): Promise<void> => {
    app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      const isCallers = (error.statusCode ?? 500) < 500;
      return sendError(reply, isCallers ? invalidRequest(error.message) : errorOfStatus(500));
    });
    app.setNotFoundHandler((request, reply) =>
      sendError(reply, {
        ...invalidRequest(`Invalid URL (${request.method} ${request.url})`),
        status: 404,
      }),
    );
    app.addHook('onRequest', async (request, reply) => {
      reply.headers(commonHeaders(0, 0));
      if (bearerOf(request) === undefined) {
        const message = "You didn't provide an API key. Send it in an Authorization header: Bearer <key>.";
        await sendError(reply, { ...errorOfStatus(401), message, code: null });
      }
    });
    app.get('/models', async () => ({
      object: 'list',
      data: MODELS.map((id) => ({ id, object: 'model', created: MODELS_CREATED, owned_by: 'openai' })),
    }));
    app.post('/chat/completions', (request, reply) => complete(request, reply, parts));
    app.post('/images/generations', (request, reply) => draw(request, reply, parts));
  };
}

async function complete(request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<FastifyReply> {
  const startedAt = performance.now();
  const fault = parts.faults.take('openai');
  if (fault?.latencyMs !== undefined) await sleep(fault.latencyMs, undefined, { ref: false });
  if (fault?.status !== undefined) return sendFault(reply, fault, fault.status);

  const parsed = completionRequest.safeParse(request.body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return sendError(reply, invalidRequest(z.prettifyError(parsed.error), issue?.path.join('.') || null));
  }
  const body = parsed.data;
  if (body.model.startsWith('missing-')) return sendMissing(reply, body.model);
  const schemaFault = body.response_format?.type === 'json_schema' ? findSchemaFault(body.response_format) : undefined;
  if (schemaFault) return sendError(reply, invalidRequest(schemaFault, 'response_format'));

  const completion = toCompletion(body, fault, parts.clock);
  const { refusal, content } = completion.choices[0].message;
  parts.effects.record({
    service: 'openai',
    account: accountOf(bearerOf(request)!),
    kind: refusal === null ? 'completion' : 'refusal',
    id: completion.id,
    text: refusal ?? content ?? '',
  });
  if (staysSilent(request, reply, fault)) return reply;
  return reply.headers(commonHeaders(performance.now() - startedAt, completion.usage.total_tokens)).send(completion);
}

async function draw(request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<FastifyReply> {
  const startedAt = performance.now();
  const fault = parts.faults.take('openai');
  if (fault?.latencyMs !== undefined) await sleep(fault.latencyMs, undefined, { ref: false });
  if (fault?.status !== undefined) return sendFault(reply, fault, fault.status);

  const parsed = imageRequest.safeParse(request.body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return sendError(reply, invalidRequest(z.prettifyError(parsed.error), issue?.path.join('.') || null));
  }
  const body = parsed.data;
  if (body.model.startsWith('missing-')) return sendMissing(reply, body.model);
  const sizeFault = findSizeFault(body);
  if (sizeFault) return sendError(reply, invalidRequest(sizeFault, 'size', 'invalid_value'));
  if (fault?.refuse) {
    const message = 'Your request was rejected by the safety system.';
    return sendError(reply, {
      ...invalidRequest(message, null, 'moderation_blocked'),
      type: 'image_generation_user_error',
    });
  }

  const image = await drawImage(body);
  parts.effects.record({
    service: 'openai',
    account: accountOf(bearerOf(request)!),
    kind: 'image',
    id: `img-${randomUUID().replaceAll('-', '')}`,
    text: body.prompt,
  });
  if (staysSilent(request, reply, fault)) return reply;
  const textTokens = countTokens(body.prompt);
  const imageTokens = countImageTokens(body.size);
  return reply.headers(commonHeaders(performance.now() - startedAt, textTokens + imageTokens)).send({
    created: Math.floor(parts.clock.now().getTime() / 1_000),
    background: 'opaque',
    output_format: body.output_format,
    quality: body.quality === 'auto' ? 'medium' : body.quality,
    size: body.size === 'auto' ? '1024x1024' : body.size,
    data: [{ b64_json: image.toString('base64') }],
    usage: {
      input_tokens: textTokens,
      input_tokens_details: { image_tokens: 0, text_tokens: textTokens },
      output_tokens: imageTokens,
      total_tokens: textTokens + imageTokens,
    },
  });
}

/** Whether a fault keeps the caller from hearing of what was done. */
function staysSilent(request: FastifyRequest, reply: FastifyReply, fault: FaultOf<'openai'> | undefined): boolean {
  if (!fault?.dropAfterAccept && !fault?.hangAfterAccept) return false;
  if (fault.dropAfterAccept) request.raw.socket.destroy();
  reply.hijack();
  return true;
}

function sendMissing(reply: FastifyReply, model: string): FastifyReply {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  return sendError(reply, { ...errorOfStatus(404), message });
}

function toCompletion(body: CompletionRequest, fault: FaultOf<'openai'> | undefined, clock: Clock) {
  const refusal = fault?.refuse ? "I'm sorry, but I can't help with that request." : null;
  const content = refusal === null ? answerTo(body, { breakRules: fault?.breakRules ?? false }) : null;
  const promptTokens = countTokens(body.messages.map((message) => textOf(message.content)).join('\n'));
  const completionTokens = countTokens(refusal ?? content ?? '');
  return {
    id: `chatcmpl-${randomUUID().replaceAll('-', '')}`,
    object: 'chat.completion',
    created: Math.floor(clock.now().getTime() / 1_000),
    model: body.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal, annotations: [] },
        logprobs: null,
        finish_reason: 'stop',
      },
    ] as const,
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: 0,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    },
    service_tier: 'default',
    system_fingerprint: null,
  };
}

function sendFault(reply: FastifyReply, fault: FaultOf<'openai'>, status: number): FastifyReply {
  if (fault.retryAfter !== undefined) {
    reply.headers({
      'retry-after': String(fault.retryAfter),
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': `${fault.retryAfter}s`,
    });
  }
  return sendError(reply, errorOfStatus(status, fault.code));
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
