import { z } from 'zod';
import type { Answer } from '../social/endpoint.js';
import { flagIn, type GraphCall, parseJson, required } from './graph-call.js';
import { badParameter, refusal } from './graph.wire.js';

const MOST_ENTRIES = 50;

const entriesSchema = z.array(
  z.object({
    method: z.string().transform((method) => method.toUpperCase()),
    relative_url: z.string(),
    body: z.string().optional(),
    access_token: z.string().optional(),
  }),
);

/** The calls of a batch, and whether their headers are wanted. */
export interface Batch {
  readonly calls: readonly GraphCall[];
  readonly includesHeaders: boolean;
}

/** @throws {Refusal} a GraphBatchException for more than 50 entries, code 100 for anything else that is no batch */
export function readBatch(call: GraphCall): Batch {
  const parsed = entriesSchema.safeParse(parseJson(required(call.params, 'batch')));
  if (!parsed.success) throw badParameter('Param batch must be an array of { method, relative_url, body? }.');
  if (parsed.data.length > MOST_ENTRIES) {
    const message = `Too many requests in batch message. Maximum batch size is ${MOST_ENTRIES}`;
    throw refusal({ code: -1, type: 'GraphBatchException', message });
  }
  const calls = parsed.data.map(({ method, relative_url: address, body = '', access_token: token }) => {
    const [place = '', query = ''] = splitOnce(address.replace(/^\//, ''), '?');
    const { version, path } = splitVersion(place);
    const { access_token: own, ...params } = { ...formIn(query), ...formIn(body) };
    return {
      method,
      path,
      version: version ?? call.version,
      params,
      files: {},
      token: token ?? own ?? call.token,
      origin: call.origin,
    };
  });
  return { calls, includesHeaders: flagIn(call.params, 'include_headers', true) };
}

/** One answer in the batch's: its body is JSON as a string. */
export function toEntry({ status, headers = {}, body }: Answer, includesHeaders: boolean) {
  const named = Object.entries({ ...headers, 'content-type': 'application/json; charset=UTF-8' });
  const shown = includesHeaders && { headers: named.map(([name, value]) => ({ name, value })) };
  return { code: status, ...shown, body: JSON.stringify(body) };
}

/** `v26.0/123/feed` as its version, null where there is none, and the rest. */
export function splitVersion(path: string): { version: string | null; path: string } {
  const [, version, rest] = /^(?:(v\d+\.\d+)(?:\/|$))?(.*)$/s.exec(path)!;
  return { version: version ?? null, path: rest!.replace(/\/$/, '') };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function formIn(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}
