import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultOf, Faults } from '../faults.js';

/** The social platforms among the services. */
export type SocialService = 'x' | 'linkedin' | 'facebook' | 'instagram';
export type SocialFault = FaultOf<SocialService>;

/** What a stand-in answers to a call. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A refusal in the platform's own words, thrown from wherever it shows. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly answer: Answer) {
    super(`refused with ${answer.status}`);
  }
}

/** What kind of call it is, which decides the faults that it can meet. */
export type CallKind =
  /** Makes a post: only here can a fault speak of a duplicate or of what a post says. */
  | 'POST'
  /** Any other call with an access token. */
  | 'OTHER'
  /** Gets tokens, and needs none. */
  | 'TOKEN';

/**
 * Answers a call under the service's fault: late, with an error, or not at all after it was done. A fault counts only the
 * calls that it can hit.
 * @param service.errorOf the platform's answer with a status that a fault sets
 * @param service.act does what the call asks for; the fault is what it has to heed itself
 */
export async function answerUnderFault<Name extends SocialService>(
  request: FastifyRequest,
  reply: FastifyReply,
  kind: CallKind,
  service: {
    readonly name: Name;
    readonly faults: Faults;
    errorOf(status: number, fault: SocialFault): Answer;
    act(fault: SocialFault | undefined): Answer;
  },
): Promise<FastifyReply> {
  const fault: SocialFault | undefined = service.faults.take(service.name, (set) => canHit(set as SocialFault, kind));
  if (fault?.latencyMs !== undefined) await sleep(fault.latencyMs, undefined, { ref: false });
  const answer = answerOf(() =>
    fault?.status === undefined ? service.act(fault) : service.errorOf(fault.status, fault),
  );
  const isDone = answer.status < 300;
  if (isDone && fault?.dropAfterAccept) {
    request.raw.socket.destroy();
    return reply.hijack();
  }
  if (isDone && fault?.hangAfterAccept) return reply.hijack();
  return sendAnswer(reply, answer);
}

export function sendAnswer(reply: FastifyReply, { status, headers = {}, body }: Answer): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}

function canHit(fault: SocialFault, kind: CallKind): boolean {
  if (kind === 'POST') return true;
  if (fault.duplicate || fault.refuse) return false;
  return kind === 'OTHER' || !fault.tokenExpired;
}

/** The answer, also where it is a refusal. */
export function answerOf(act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
