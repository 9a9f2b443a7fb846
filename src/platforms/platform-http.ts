import { Injectable } from '@nestjs/common';
import { OutboundClient } from '../core/outbound/outbound-client.js';
import { OutboundError } from '../core/outbound/outbound-error.js';
import { PlatformError } from './platform-error.js';

/** One call to a platform. */
export interface PlatformCall {
  /** As people call the platform, for sentences. */
  readonly name: 'X' | 'LinkedIn' | 'Facebook' | 'Instagram';
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: PlatformBody;
  /** Whether it may have an effect that must not happen twice: then silence is an unknown outcome, else only a bad moment. */
  readonly once?: boolean;
  /** How long the answer is awaited, in milliseconds; the outbound client's own limit when left out. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

export type PlatformBody =
  | { readonly json: object }
  | { readonly form: Readonly<Record<string, string>> }
  | { readonly bytes: Uint8Array; readonly type: string };

/** What a platform answered, whatever its status. */
export interface PlatformAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** The parsed body; undefined where it is no JSON. */
  readonly json: unknown;
}

const HOST_CLASSES = { X: 'x', LinkedIn: 'linkedin', Facebook: 'meta', Instagram: 'meta' } as const;

/** Nothing was sent: what these codes of Node speak of comes before the first byte. */
const NOTHING_SENT = /\((ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)\)/;

/** Calls platforms through the outbound client, and tells apart what surely did nothing from what may have worked. */
@Injectable()
export class PlatformHttp {
  constructor(private readonly outbound: OutboundClient) {}

  /**
   * @throws {PlatformError} when no answer came: TEMPORARY where nothing was done, OUTCOME_UNKNOWN after a call with `once`
   * that was sent; the signal's reason when it aborts a call without `once`
   */
  async call({
    name,
    method,
    url,
    headers,
    body,
    once = false,
    timeoutMs,
    signal,
  }: PlatformCall): Promise<PlatformAnswer> {
    const sent = encode(body);
    try {
      const answer = await this.outbound.fetch(url, {
        method,
        headers: { accept: 'application/json', ...sent.headers, ...headers },
        ...(sent.body !== undefined && { body: sent.body }),
        signal,
        redirect: 'manual',
        hostClass: HOST_CLASSES[name],
        ...(timeoutMs !== undefined && {
          limits: { firstByteMs: timeoutMs, silenceMs: timeoutMs, totalMs: timeoutMs },
        }),
      });
      return { status: answer.status, headers: answer.headers, json: parse(answer.body) };
    } catch (error) {
      if (once) throw outcomeOf(error, name);
      signal.throwIfAborted();
      throw silenceOf(error, name);
    }
  }
}

function encode(body: PlatformBody | undefined): { headers: Record<string, string>; body?: string | Uint8Array } {
  if (!body) return { headers: {} };
  if ('json' in body) return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body.json) };
  if ('bytes' in body) return { headers: { 'content-type': body.type }, body: body.bytes };
  const form = new URLSearchParams(body.form).toString();
  return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function silenceOf(error: unknown, name: string): unknown {
  if (!(error instanceof OutboundError)) return error;
  return new PlatformError('TEMPORARY', `${name} did not answer: ${error.message}`, { cause: error });
}

/** Also a call that was aborted may have worked. */
function outcomeOf(error: unknown, name: string): PlatformError {
  if (error instanceof OutboundError && surelyNothingSent(error))
    return new PlatformError('TEMPORARY', `${name} could not be reached: ${error.message}`, { cause: error });
  return new PlatformError('OUTCOME_UNKNOWN', `${name} did not say whether it worked`, { cause: error });
}

function surelyNothingSent({ reason, message }: OutboundError): boolean {
  return (
    reason === 'BAD_URL' ||
    reason === 'REFUSED_ADDRESS' ||
    reason === 'TLS' ||
    (reason === 'UNREACHABLE' && NOTHING_SENT.test(message))
  );
}
