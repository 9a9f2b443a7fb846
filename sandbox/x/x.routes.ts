import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.js';
import type { Effects } from '../effects.js';
import type { Faults } from '../faults.js';
import { Account, Accounts, bearerOf } from '../social/accounts.js';
import { parseForms, parseMultipart } from '../social/body-parsers.js';
import { type Answer, answerOf, answerUnderFault, Refusal, sendAnswer, type SocialFault } from '../social/endpoint.js';
import type { Planted } from '../social/planted.js';
import { XGrants } from './x-grants.js';
import { headersOf, type LimitedEndpoint, RateLimits } from './x-limits.js';
import { appendSchema, initializeSchema, statusSchema, uploadSchema, XMedia } from './x-media.js';
import { XPosts } from './x-posts.js';
import { createSchema, lookupSchema, timelineSchema, type XCaller, XService } from './x-service.js';
import {
  errorOfStatus,
  invalidRequest,
  problem,
  readBody,
  readQuery,
  tooManyRequests,
  unauthorized,
} from './x.wire.js';

/** How long a 429 that a fault sets lasts when it does not say, in seconds. */
const DEFAULT_WAIT_SECONDS = 900;

type Handle = (request: FastifyRequest, caller: XCaller, fault: SocialFault | undefined) => Answer;

/** X's `/2`: posts, media, the account itself and its tokens. */
export function xRoutes(parts: { clock: Clock; faults: Faults; effects: Effects; planted: Planted }) {
  const { clock, faults, effects } = parts;
  const accounts = new Accounts(clock);
  const limits = new RateLimits(clock);
  const grants = new XGrants(accounts);
  const media = new XMedia(clock);
  const service = new XService({ accounts, media, effects, posts: new XPosts(clock, parts.planted) });

  const callerOf = (request: FastifyRequest): XCaller | undefined => {
    const token = bearerOf(request.headers.authorization);
    const account = token === undefined ? undefined : accounts.of(token);
    return account instanceof Account ? { account, token: token! } : undefined;
  };

  /** Answers with the headers of the endpoint's limit, as X does whatever the answer is. */
  const limited = (endpoint: LimitedEndpoint, handle: Handle) => (request: FastifyRequest, reply: FastifyReply) => {
    const headersFor = (caller: XCaller, fault: SocialFault | undefined) => {
      const standing = limits.take(caller.account, endpoint);
      return { isExceeded: standing.isExceeded, headers: headersOf(standing, fault?.usagePercent) };
    };
    return answerUnderFault(request, reply, endpoint === 'POST /2/tweets' ? 'POST' : 'OTHER', {
      name: 'x',
      faults,
      errorOf: (status, fault) => {
        const caller = callerOf(request);
        const headers = caller ? headersFor(caller, fault).headers : {};
        const until = Math.ceil(Date.now() / 1_000) + (fault.retryAfter ?? DEFAULT_WAIT_SECONDS);
        const ended = { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(until) };
        return withHeaders(errorOfStatus(status), { ...headers, ...(status === 429 && ended) });
      },
      act: (fault) => {
        const caller = callerOf(request);
        if (!caller || fault?.tokenExpired) return unauthorized();
        const { isExceeded, headers } = headersFor(caller, fault);
        if (isExceeded) return withHeaders(tooManyRequests(), headers);
        return withHeaders(
          answerOf(() => handle(request, caller, fault)),
          headers,
        );
      },
    });
  };

  const ofToken =
    (grant: (form: Record<string, string>, authorization: string | undefined) => Answer) =>
    (request: FastifyRequest, reply: FastifyReply) =>
      answerUnderFault(request, reply, 'TOKEN', {
        name: 'x',
        faults,
        errorOf: errorOfStatus,
        act: () => grant((request.body ?? {}) as Record<string, string>, request.headers.authorization),
      });

  return async (app: FastifyInstance): Promise<void> => {
    parseForms(app);
    parseMultipart(app);
    app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      const isCallers = (error.statusCode ?? 500) < 500;
      return sendAnswer(reply, isCallers ? invalidRequest(error.message) : errorOfStatus(500));
    });
    app.setNotFoundHandler((_request, reply) => sendAnswer(reply, problem(404, 'Not Found', 'Not Found')));

    app.post('/oauth2/token', ofToken(grants.refresh.bind(grants)));
    app.post('/oauth2/revoke', ofToken(grants.revoke.bind(grants)));
    app.get(
      '/users/me',
      limited('GET /2/users/me', (_request, caller) => service.me(caller)),
    );
    app.get(
      '/users/:id/tweets',
      limited('GET /2/users/:id/tweets', (request, caller) =>
        service.timeline(idIn(request), readQuery(timelineSchema, request), caller),
      ),
    );
    app.get(
      '/tweets',
      limited('GET /2/tweets', (request, caller) => service.lookup(readQuery(lookupSchema, request), caller)),
    );
    app.post(
      '/tweets',
      limited('POST /2/tweets', (request, caller, fault) =>
        service.create(readBody(createSchema, requireJson(request)), caller, fault),
      ),
    );
    app.delete(
      '/tweets/:id',
      limited('DELETE /2/tweets/:id', (request, caller) => service.remove(idIn(request), caller)),
    );
    app.post(
      '/media/upload',
      limited('POST /2/media/upload', (request, { account }) => media.upload(account, readBody(uploadSchema, request))),
    );
    app.get(
      '/media/upload',
      limited('GET /2/media/upload', (request, { account }) => {
        const { media_id: id } = readQuery(statusSchema, request);
        return media.status(account, id);
      }),
    );
    app.post(
      '/media/upload/initialize',
      limited('POST /2/media/upload/initialize', (request, { account }) =>
        media.initialize(account, readBody(initializeSchema, request)),
      ),
    );
    app.post(
      '/media/upload/:id/append',
      limited('POST /2/media/upload/:id/append', (request, { account }) =>
        media.append(account, idIn(request), readBody(appendSchema, request)),
      ),
    );
    app.post(
      '/media/upload/:id/finalize',
      limited('POST /2/media/upload/:id/finalize', (request, { account }) => media.finalize(account, idIn(request))),
    );
  };
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function requireJson(request: FastifyRequest): FastifyRequest {
  if (request.headers['content-type']?.startsWith('application/json')) return request;
  throw new Refusal(invalidRequest('Requests with bodies must have content-type of application/json.'));
}

function idIn(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (!/^\d{1,19}$/.test(id))
    throw new Refusal(invalidRequest(`The \`id\` query parameter value [${id}] is not valid`));
  return id;
}
