import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CONFIG, type Config } from '../../core/config/config.js';
import { LOGGER } from '../../core/logging/logger.js';
import { PlatformError } from '../platform-error.js';
import { type PlatformAnswer, PlatformHttp } from '../platform-http.js';
import { PlatformQuotas, type QuotaReading } from '../platform-quotas.js';
import { type PlatformAccount, SEND_TIMEOUT_MS } from '../social-platform.js';
import { type BatchEntry, batchReply, headersOf, parseBody } from './graph.batch.js';
import { limitedScope, readRefusal, toPlatformError } from './meta.errors.js';
import { blocked, PUBLISH_SCOPES, READ_SCOPES, readUsage, regainsAt, strictest } from './meta.usage.js';

/** An id as Graph gives them: never a number, which JavaScript would round. */
export const graphId = z.string().regex(/^\w{1,100}$/);

/** Where a post can be seen. */
export const postAddress = z.url({ protocol: /^https?$/ }).max(2_000);

/** One call for an account. */
export interface GraphCall {
  readonly account: PlatformAccount;
  /** Ids and names of the path, behind the version. */
  readonly path: readonly string[];
  readonly params?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What one GET of a batch brought. */
export type Batched = { readonly json: unknown } | { readonly error: PlatformError };

/** What is about to be done: a look-up is part of publishing, but is not limited as posts are. */
export type GraphPurpose = 'READ' | 'LOOK_UP' | 'PUBLISH';

/** Meta fetches the images of such a call before it answers, so it may take as long as a post. */
const MAKE_TIMEOUT_MS = 30_000;

/** Calls Meta's Graph API for Facebook Pages and Instagram accounts, and keeps what every answer says of the limits. */
@Injectable()
export class GraphApi {
  constructor(
    private readonly http: PlatformHttp,
    private readonly quotas: PlatformQuotas,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** @throws {PlatformError} RATE_LIMITED while such calls are not to be made */
  async require(account: PlatformAccount, purpose: GraphPurpose): Promise<void> {
    const scopes = purpose === 'PUBLISH' ? PUBLISH_SCOPES : READ_SCOPES;
    await this.quotas.require(account, scopes, purpose === 'READ' ? 'READ' : 'PUBLISH');
  }

  /** GET, which may be repeated. An answer of another shape than `schema` is TEMPORARY. */
  async read<T>(call: GraphCall, schema: z.ZodType<T>): Promise<T> {
    const url = this.urlOf(call.account, call.path, call.params);
    const answer = await this.http.call({ ...this.headOf(call.account), method: 'GET', url, signal: call.signal });
    return this.contentOf(answer, call.account, false, schema);
  }

  /**
   * GET of an address that is documented without a version and with the token among its parameters.
   * (`Authorization` is not documented for it.)
   */
  async readToken<T>(call: GraphCall, schema: z.ZodType<T>): Promise<T> {
    const { account, path, params, signal } = call;
    const url = new URL(`/${path.join('/')}?${new URLSearchParams(params).toString()}`, this.originOf(account));
    const answer = await this.http.call({ name: nameOf(account), method: 'GET', url, signal });
    return this.contentOf(answer, account, false, schema);
  }

  /** POST that shows nothing to anybody and may be repeated. */
  async make<T>(call: GraphCall, schema: z.ZodType<T>): Promise<T> {
    return this.post(call, schema, false);
  }

  /**
   * POST that makes something public: made once.
   * @throws {PlatformError} OUTCOME_UNKNOWN when it may have worked
   */
  async send<T>(call: GraphCall, schema: z.ZodType<T>): Promise<T> {
    // From here on an abort is an unknown outcome.
    call.signal.throwIfAborted();
    return this.post(call, schema, true);
  }

  /**
   * Many GETs in one call (graph-api/batch-requests), at most 50; those that Meta had no time for are sent once more.
   * @param urls relative to the version
   * @returns in the same order
   * @throws {PlatformError} when the whole was refused
   */
  async batch(account: PlatformAccount, urls: readonly string[], signal: AbortSignal): Promise<Batched[]> {
    if (urls.length === 0) return [];
    const first = await this.batchOnce(account, urls, signal);
    const left = urls.filter((_, index) => !first[index]);
    const second = left.length > 0 ? await this.batchOnce(account, left, signal) : [];
    const late = new PlatformError('TEMPORARY', `${nameOf(account)} had no time for a part of what it was asked`);
    return urls.map((_, index) => first[index] ?? second.shift() ?? { error: late });
  }

  /** A post's public address. It is out whether or not this read works, so a failure is logged and null. */
  async permalink(call: GraphCall, field: 'permalink_url' | 'permalink'): Promise<string | null> {
    try {
      const schema = z.object({ [field]: postAddress });
      return (await this.read({ ...call, params: { fields: field } }, schema))[field] ?? null;
    } catch (error) {
      const reason = error instanceof PlatformError ? error.kind : 'the call was ended';
      this.log.warn({ platform: call.account.platform, reason }, 'the address of a post that is out was not read');
      return null;
    }
  }

  private async post<T>(call: GraphCall, schema: z.ZodType<T>, once: boolean): Promise<T> {
    const { account, path, params = {}, signal } = call;
    const answer = await this.http.call({
      ...this.headOf(account),
      method: 'POST',
      url: this.urlOf(account, path),
      body: { form: params },
      once,
      timeoutMs: once ? SEND_TIMEOUT_MS : MAKE_TIMEOUT_MS,
      signal,
    });
    return this.contentOf(answer, account, once, schema);
  }

  /** @returns null for what Meta had no time for */
  private async batchOnce(
    account: PlatformAccount,
    urls: readonly string[],
    signal: AbortSignal,
  ): Promise<(Batched | null)[]> {
    const batch = JSON.stringify(urls.map((url) => ({ method: 'GET', relative_url: url })));
    const url = this.urlOf(account, []);
    const answer = await this.http.call({
      ...this.headOf(account),
      method: 'POST',
      url,
      body: { form: { batch } },
      signal,
    });
    const entries = await this.contentOf(answer, account, false, batchReply);
    const ownUsage = readUsage(answer.headers);
    const seen: QuotaReading[] = [...ownUsage];
    const results = urls.map((_, index) => {
      const entry = entries[index];
      return entry ? this.resultOf(entry, account, ownUsage, seen) : null;
    });
    await this.quotas.note(account, strictest(seen));
    return results;
  }

  private resultOf(
    entry: BatchEntry,
    account: PlatformAccount,
    ownUsage: readonly QuotaReading[],
    seen: QuotaReading[],
  ): Batched {
    const usage = readUsage(headersOf(entry));
    seen.push(...usage);
    const json = parseBody(entry);
    const refusal = readRefusal(json);
    if (!refusal && entry.code < 300 && json !== undefined) return { json };
    const call = { name: nameOf(account), once: false, regainsAt: regainsAt([...ownUsage, ...usage]) };
    const error = toPlatformError(entry.code, refusal, call);
    const scope = refusal && limitedScope(refusal);
    if (scope && error.until) seen.push(blocked(scope, error.until));
    return { error };
  }

  private async contentOf<T>(
    answer: PlatformAnswer,
    account: PlatformAccount,
    once: boolean,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const { status, headers, json } = answer;
    const usage = readUsage(headers);
    const refusal = readRefusal(json);
    const content = !refusal && status < 300 ? schema.safeParse(json) : undefined;
    if (content?.success) {
      await this.quotas.note(account, strictest(usage));
      return content.data;
    }
    const error = toPlatformError(status, refusal, { name: nameOf(account), once, regainsAt: regainsAt(usage) });
    const scope = refusal && limitedScope(refusal);
    await this.quotas.note(account, strictest(scope && error.until ? [...usage, blocked(scope, error.until)] : usage));
    throw error;
  }

  private headOf(account: PlatformAccount) {
    return { name: nameOf(account), headers: { authorization: `Bearer ${account.accessToken}` } };
  }

  private urlOf(account: PlatformAccount, path: readonly string[], params: Readonly<Record<string, string>> = {}): URL {
    if (!path.every((part) => graphId.safeParse(part).success)) {
      throw new PlatformError('GONE', `${nameOf(account)} has no ids like that of this account or post`);
    }
    const url = new URL(`/${this.config.META_GRAPH_VERSION}/${path.join('/')}`, this.originOf(account));
    url.search = new URLSearchParams(params).toString();
    return url;
  }

  private originOf({ platform, login }: PlatformAccount): string {
    const { INSTAGRAM_GRAPH_BASE_URL, FACEBOOK_GRAPH_BASE_URL } = this.config;
    return platform === 'INSTAGRAM' && login === 'INSTAGRAM' ? INSTAGRAM_GRAPH_BASE_URL : FACEBOOK_GRAPH_BASE_URL;
  }
}

function nameOf({ platform }: PlatformAccount): 'Facebook' | 'Instagram' {
  return platform === 'FACEBOOK' ? 'Facebook' : 'Instagram';
}
