import createFetchClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.js';

/** The shapes of the API by their names in its document: `Schema<'Job'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Every route, typed by the API's document. */
export type ApiClient = Client<paths, 'application/json'>;

export interface ClientOptions {
  /** Where the API answers, without /api. */
  baseUrl: string;
  /** The session token to send; asked for with each request. */
  token: () => Promise<string>;
  /** Instead of the global one. */
  fetch?: (request: Request) => Promise<Response>;
}

/** An answer other than success: the API's own sentence, or that there was none. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    sentence: string,
    /** Of HTTP; 0 when the API did not answer. */
    readonly status: number,
    /** The API's, such as `TOO_MANY_JOBS`; `NO_ANSWER` and `UNREADABLE` are ours. */
    readonly code: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly requestId: string | null = null,
  ) {
    super(sentence);
  }
}

/** A client that sends the session token with each request. */
export function createApiClient({ baseUrl, token, fetch }: ClientOptions): ApiClient {
  const client = createFetchClient<paths, 'application/json'>({ baseUrl, ...(fetch && { fetch }) });
  client.use({
    async onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${await token()}`);
      return request;
    },
  });
  return client;
}

/**
 * The content of an answer.
 * @throws {ApiFailure} for every other outcome
 */
export async function answerOf<Content>(
  asked: Promise<{ data?: Content; error?: unknown; response: Response }>,
): Promise<Content> {
  const { data, error, response } = await asked.catch((cause: unknown): never => {
    if (cause instanceof ApiFailure || isAbort(cause)) throw cause;
    throw new ApiFailure('The server does not answer.', 0, 'NO_ANSWER');
  });
  if (response.ok) return data as Content;
  throw failureOf(response, error);
}

/** @param body of the answer, parsed if it is JSON */
export function failureOf(response: Response, body: unknown): ApiFailure {
  const { error, code, details, requestId } = (typeof body === 'object' && body !== null ? body : {}) as Partial<
    Schema<'ApiErrorBody'>
  >;
  if (typeof error !== 'string' || typeof code !== 'string')
    return new ApiFailure(`The server answered ${response.status}.`, response.status, 'UNREADABLE');
  return new ApiFailure(error, response.status, code, details as Record<string, unknown>, requestId ?? null);
}

function isAbort(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'AbortError';
}
