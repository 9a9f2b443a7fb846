import { createHash, randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

/** The error body of OpenAI's API. */
export interface WireError {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
  readonly param?: string | null;
}

const textPart = z.looseObject({ type: z.literal('text'), text: z.string() });

/** Of a chat completion request, what the stand-in reads; the rest is let through. */
export const completionRequest = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['developer', 'system', 'user', 'assistant']),
        content: z.union([z.string(), z.array(textPart)]),
      }),
    )
    .min(1),
  stream: z.literal(false, { error: 'the stand-in does not stream' }).nullish(),
  n: z.literal(1, { error: 'the stand-in gives one choice' }).nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.looseObject({ type: z.literal('text') }),
      z.looseObject({ type: z.literal('json_object') }),
      z.looseObject({
        type: z.literal('json_schema'),
        json_schema: z.looseObject({
          name: z.string().regex(/^[\w-]{1,64}$/),
          strict: z.boolean().nullish(),
          schema: z.record(z.string(), z.unknown()),
        }),
      }),
    ])
    .optional(),
});

export type CompletionRequest = z.infer<typeof completionRequest>;

/** The text of a turn, whether it came as a string or in parts. */
export function textOf(content: CompletionRequest['messages'][number]['content']): string {
  return typeof content === 'string' ? content : content.map((part) => part.text).join('\n');
}

export function invalidRequest(message: string, param: string | null = null, code: string | null = null): WireError {
  return { status: 400, message, type: 'invalid_request_error', param, code };
}

/** What OpenAI says with a status when nothing more is known. */
const ERROR_OF_STATUS: Readonly<Record<number, Omit<WireError, 'status'>>> = {
  400: { message: 'Invalid request.', type: 'invalid_request_error', code: null },
  401: { message: 'Incorrect API key provided.', type: 'invalid_request_error', code: 'invalid_api_key' },
  403: { message: 'You do not have access to this resource.', type: 'invalid_request_error', code: null },
  404: { message: 'The model does not exist.', type: 'invalid_request_error', code: 'model_not_found' },
  429: { message: 'Rate limit reached for requests.', type: 'requests', code: 'rate_limit_exceeded' },
  503: { message: 'The server is overloaded.', type: 'service_unavailable_error', code: 'server_is_overloaded' },
};

/** The error for a rehearsed status; a code of its own, such as `insufficient_quota`, is type and code as OpenAI sends it. */
export function errorOfStatus(status: number, code?: string): WireError {
  const usual = ERROR_OF_STATUS[status] ?? { message: 'The server had an error.', type: 'server_error', code: null };
  if (code === undefined) return { status, ...usual };
  return { status, message: `Rehearsed: ${code}.`, type: status === 429 ? code : usual.type, code };
}

export function sendError(reply: FastifyReply, { status, message, type, code, param = null }: WireError): FastifyReply {
  return reply.code(status).send({ error: { message, type, param, code } });
}

/** About four characters of English a token, which is OpenAI's own rule of thumb. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

const TOKENS_PER_MINUTE = 2_000_000;
const REQUESTS_PER_MINUTE = 10_000;

/** Headers that every answer carries; a limit that is never reached, unless a fault says so. */
export function commonHeaders(processingMs: number, tokens: number): Record<string, string> {
  return {
    'x-request-id': `req_${randomUUID().replaceAll('-', '')}`,
    'openai-processing-ms': String(Math.round(processingMs)),
    'openai-version': '2020-10-01',
    'x-ratelimit-limit-requests': String(REQUESTS_PER_MINUTE),
    'x-ratelimit-remaining-requests': String(REQUESTS_PER_MINUTE - 1),
    'x-ratelimit-reset-requests': `${Math.ceil(60_000 / REQUESTS_PER_MINUTE)}ms`,
    'x-ratelimit-limit-tokens': String(TOKENS_PER_MINUTE),
    'x-ratelimit-remaining-tokens': String(TOKENS_PER_MINUTE - tokens),
    'x-ratelimit-reset-tokens': `${Math.ceil((tokens * 60_000) / TOKENS_PER_MINUTE)}ms`,
  };
}

/** Names the caller in the log without writing down its key. */
export function accountOf(key: string): string {
  return `key-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
}
