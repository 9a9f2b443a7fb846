import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { Faults } from '../faults.js';
import { type Answer, type CallKind, Refusal, type SocialFault } from '../social/endpoint.js';
import { readBatch, toEntry } from './graph-batch.js';
import type { GraphCall } from './graph-call.js';
import type { Endpoint, GraphEndpoints } from './graph-endpoints.js';
import type { GraphNodes } from './graph-nodes.js';
import type { GraphTokens } from './graph-tokens.js';
import { limitReached, mostOf, setUsage, type Usage, type UsageCounters, usageHeaders } from './graph-usage.js';
import { requireVersion } from './graph-versions.js';
import { errorOfStatus, rateLimited } from './graph.wire.js';

/** Minutes that a limit which a fault sets lasts when it does not say. */
const DEFAULT_WAIT_MINUTES = 15;

/** What becomes of a call. */
export interface Exchange {
  readonly answer: Answer;
  /** The call was done, but its answer does not arrive: the connection breaks, or nothing ever comes. */
  readonly loss: 'DROPPED' | 'HANGING' | null;
  readonly usage: Usage;
}

interface Parts {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly nodes: GraphNodes;
  readonly tokens: GraphTokens;
  readonly counters: UsageCounters;
  readonly endpoints: GraphEndpoints;
}

/** Answers calls, single ones and batches, under the faults of the service that each call is to. */
export class Graph {
  constructor(private readonly parts: Parts) {}

  /** A call with the headers of its answer. */
  async single(call: GraphCall): Promise<Exchange> {
    const exchange = await this.#exchange(call);
    return { ...exchange, answer: withUsage(exchange.answer, exchange.usage) };
  }

  /**
   * Many calls in one (graph-api/batch-requests). Each meets faults and counts by itself; one that never comes is null in the
   * answer, and one whose connection breaks breaks the batch's.
   */
  async batch(call: GraphCall): Promise<Exchange> {
    const read = attempt(() => readBatch(call));
    if (read instanceof Refusal) {
      const usage = mostOf([]);
      return { answer: withUsage(read.answer, usage), loss: null, usage };
    }
    const exchanges = await Promise.all(read.calls.map((one) => this.#exchange(one)));
    const usage = mostOf(exchanges.map((one) => one.usage));
    const body = exchanges.map(({ answer, loss, usage: own }) =>
      loss === 'HANGING' ? null : toEntry(withUsage(answer, own), read.includesHeaders),
    );
    const isDropped = exchanges.some(({ loss }) => loss === 'DROPPED');
    return { answer: withUsage({ status: 200, body }, usage), loss: isDropped ? 'DROPPED' : null, usage };
  }

  async #exchange(call: GraphCall): Promise<Exchange> {
    const endpoint = this.parts.endpoints.find(call);
    const { service } = endpoint;
    const fault: SocialFault | undefined = this.parts.faults.take(service, (set) => canHit(set, endpoint.kind));
    if (fault?.latencyMs !== undefined) await sleep(fault.latencyMs, undefined, { ref: false });
    const usage = this.#usageOf(endpoint, fault);
    const answer = await this.#answer(call, endpoint, fault, usage.counted);
    const isDone = answer.status < 300;
    const loss = !isDone ? null : fault?.dropAfterAccept ? 'DROPPED' : fault?.hangAfterAccept ? 'HANGING' : null;
    return { answer, loss, usage: usage.told };
  }

  async #answer(call: GraphCall, endpoint: Endpoint, fault: SocialFault | undefined, usage: Usage): Promise<Answer> {
    if (fault?.status !== undefined) return errorOfStatus(fault.status, endpoint.service, fault);
    try {
      if (call.version !== null) requireVersion(call.version, this.parts.clock.now());
      const limit = limitReached(usage);
      if (limit !== null) return rateLimited(limit);
      const request = { call, id: endpoint.id, fault, grant: this.#grantOf(call, endpoint, fault) };
      return { status: 200, body: await endpoint.answer(request) };
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  /** Whoever calls an account is from then on known as one of its own. */
  #grantOf(call: GraphCall, { id, edge, account, isOfTokens }: Endpoint, fault: SocialFault | undefined) {
    if (isOfTokens) return NOBODY;
    const grant = this.parts.tokens.grantOf(call.token, fault?.tokenExpired);
    if (account !== null) {
      this.parts.nodes.requireAccount(id, account, edge ?? '');
      grant.accountId ??= id;
    }
    return grant;
  }

  /** As it was counted, and as the headers tell it: a fault can say more. */
  #usageOf({ service, id }: Endpoint, fault: SocialFault | undefined): { counted: Usage; told: Usage } {
    const isNamed = /^\d/.test(id);
    const counted = this.parts.counters.take(service, isNamed ? (this.parts.nodes.ownerOf(id) ?? id) : undefined);
    if (fault?.status === 429) {
      const minutes = fault.retryAfter === undefined ? DEFAULT_WAIT_MINUTES : Math.ceil(fault.retryAfter / 60);
      return { counted, told: setUsage(counted, 100, minutes) };
    }
    const told = fault?.usagePercent === undefined ? counted : setUsage(counted, fault.usagePercent);
    return { counted, told };
  }
}

/** For the calls that are about tokens and do not look at who calls. */
const NOBODY = { isRevoked: false, accountId: null, drawnId: '' };

/** A fault of what a post says, or of a duplicate, means posts only. */
function canHit(fault: SocialFault, kind: CallKind): boolean {
  return kind === 'POST' || !(fault.duplicate || fault.refuse);
}

function withUsage(answer: Answer, usage: Usage): Answer {
  return { ...answer, headers: { ...answer.headers, ...usageHeaders(usage) } };
}

function attempt<T>(act: () => T): T | Refusal {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
