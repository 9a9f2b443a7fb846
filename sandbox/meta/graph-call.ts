import type { SocialFault } from '../social/endpoint.js';
import { badParameter } from './graph.wire.js';
import type { Grant } from './graph-tokens.js';

/** One call, by itself or of a batch. */
export interface GraphCall {
  readonly method: string;
  /** Without the version and the slashes at its ends: `123/feed`. */
  readonly path: string;
  /** `v26.0`; null where the call names none. */
  readonly version: string | null;
  /** Of the query and of the body, whatever its format; what is no string is in JSON. */
  readonly params: Readonly<Record<string, string>>;
  /** Files of a multipart body. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly token: string | undefined;
  /** Where the caller reached the stand-in. */
  readonly origin: string;
}

/** A call as the one that answers it gets it. */
export interface GraphRequest {
  readonly call: GraphCall;
  /** What the path names: the first of its ids; `me` where it says so. */
  readonly id: string;
  readonly grant: Grant;
  readonly fault: SocialFault | undefined;
}

/** @throws {Refusal} code 100 when it is missing or empty */
export function required(params: GraphCall['params'], name: string): string {
  const value = params[name];
  if (!value) throw badParameter(`The parameter ${name} is required`);
  return value;
}

/** `fields=a,b` or `fields=["a","b"]`: Graph takes both for every list. */
export function listIn(text: string): string[] {
  const parsed = text.trimStart().startsWith('[') ? parseJson(text) : text.split(',');
  if (!Array.isArray(parsed)) throw badParameter('Param must be an array.');
  return parsed.map((value) => String(value).trim()).filter((value) => value !== '');
}

/** @returns undefined where it is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Graph's booleans: `true`, `1`; left out is what the call documents. */
export function flagIn(params: GraphCall['params'], name: string, byDefault: boolean): boolean {
  const value = params[name];
  return value === undefined ? byDefault : value === 'true' || value === '1';
}

/** A number of rows. */
export function limitIn(params: GraphCall['params']): number {
  const limit = params.limit === undefined ? 25 : Number(params.limit);
  if (!Number.isInteger(limit) || limit < 0) throw badParameter('Param limit must be a non-negative integer');
  return Math.min(limit, 100);
}

/** A time as Graph takes it, Unix seconds or a date, in milliseconds. @throws {Refusal} code 100 for anything else */
export function timeIn(params: GraphCall['params'], name: string): number | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  const time = /^\d{1,12}$/.test(value) ? Number(value) * 1_000 : Date.parse(value);
  if (Number.isNaN(time)) throw badParameter(`Param ${name} must be a Unix timestamp or a date`);
  return time;
}
