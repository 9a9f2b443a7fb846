import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.js';
import type { Effects } from '../effects.js';
import type { Faults } from '../faults.js';
import { Account, Accounts, bearerOf } from '../social/accounts.js';
import { parseForms } from '../social/body-parsers.js';
import {
  type Answer,
  answerUnderFault,
  type CallKind,
  Refusal,
  sendAnswer,
  type SocialFault,
} from '../social/endpoint.js';
import type { Planted } from '../social/planted.js';
import { LinkedInGrants } from './linkedin-grants.js';
import { initializeSchema, LinkedInImages } from './linkedin-images.js';
import { createSchema, LinkedInPosts } from './linkedin-posts.js';
import { type LinkedInCaller, LinkedInService } from './linkedin-service.js';
import { LinkedInStatistics } from './linkedin-statistics.js';
import { isActive } from './linkedin-versions.js';
import {
  badRequest,
  emptyToken,
  errorOfStatus,
  expiredToken,
  invalidParameter,
  invalidToken,
  nonexistentVersion,
  notFound,
  readBody,
  revokedToken,
  versionMissing,
} from './linkedin.wire.js';
import { readUrn } from './restli.js';

type Handle = (request: FastifyRequest, caller: LinkedInCaller, fault: SocialFault | undefined) => Answer;

/** LinkedIn: its versioned `/rest`, and what lies beside it for tokens, the member and the bytes of images. */
export function linkedInRoutes(parts: { clock: Clock; faults: Faults; effects: Effects; planted: Planted }) {
  const { clock, faults, effects } = parts;
  const accounts = new Accounts(clock);
  const grants = new LinkedInGrants(accounts, clock);
  const posts = new LinkedInPosts(clock, parts.planted);
  const images = new LinkedInImages(clock);
  const service = new LinkedInService({ accounts, posts, images, effects });
  const statistics = new LinkedInStatistics(posts, accounts);

  /** @throws {Refusal} in the words for what is wrong with the token */
  const callerOf = (request: FastifyRequest, fault: SocialFault | undefined): LinkedInCaller => {
    const { authorization } = request.headers;
    if (authorization === undefined) throw new Refusal(emptyToken());
    const token = bearerOf(authorization);
    if (token === undefined) throw new Refusal(invalidToken());
    const account = accounts.of(token);
    if (account === 'EXPIRED' || fault?.tokenExpired) throw new Refusal(expiredToken());
    if (!(account instanceof Account)) throw new Refusal(revokedToken());
    return { account, token };
  };

  /** Any call, its faults first. */
  const answered =
    (kind: CallKind, act: (request: FastifyRequest, fault: SocialFault | undefined) => Answer) =>
    (request: FastifyRequest, reply: FastifyReply) =>
      answerUnderFault(request, reply, kind, {
        name: 'linkedin',
        faults,
        errorOf: errorOfStatus,
        act: (fault) => act(request, fault),
      });

  const withToken = (handle: Handle) =>
    answered('OTHER', (request, fault) => handle(request, callerOf(request, fault), fault));

  /** A call of the versioned API. */
  const versioned = (handle: Handle, kind: CallKind = 'OTHER') =>
    answered(kind, (request, fault) => {
      const caller = callerOf(request, fault);
      requireHeaders(request, clock.now());
      return handle(request, caller, fault);
    });

  const rest = async (app: FastifyInstance): Promise<void> => {
    app.setNotFoundHandler((_request, reply) => sendAnswer(reply, notFound()));
    app.post(
      '/posts',
      versioned((request, caller, fault) => service.create(readBody(createSchema, request), caller, fault), 'POST'),
    );
    app.get(
      '/posts',
      versioned((request) => service.list(request.url)),
    );
    app.get(
      '/posts/:urn',
      versioned((request) => service.read(urnIn(request))),
    );
    app.delete(
      '/posts/:urn',
      versioned((request, caller) => service.remove(urnIn(request), caller)),
    );
    app.post(
      '/images',
      versioned((request) => {
        if ((request.query as { action?: string }).action !== 'initializeUpload')
          throw new Refusal(invalidParameter('action'));
        return images.initialize(readBody(initializeSchema, request), `http://${request.host}`);
      }),
    );
    app.get(
      '/images/:urn',
      versioned((request) => images.read(urnIn(request))),
    );
    app.get(
      '/organizationalEntityShareStatistics',
      versioned((request) => statistics.ofOrganization(request.url)),
    );
    app.get(
      '/memberCreatorPostAnalytics',
      versioned((request, caller) => statistics.ofMember(request.url, versionIn(request), caller)),
    );
    app.get(
      '/socialMetadata/:urn',
      versioned((request) => statistics.reactionsOf(urnIn(request))),
    );
  };

  return async (app: FastifyInstance): Promise<void> => {
    parseForms(app);
    app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => body);
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers({ 'x-li-uuid': randomBytes(16).toString('base64'), 'x-li-request-id': randomUUID() });
    });
    app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      const isCallers = (error.statusCode ?? 500) < 500;
      return sendAnswer(reply, isCallers ? badRequest(error.message) : errorOfStatus(500));
    });
    app.post(
      '/oauth/v2/accessToken',
      answered('TOKEN', (request) => grants.refresh((request.body ?? {}) as Record<string, string>)),
    );
    app.get(
      '/v2/userinfo',
      withToken((_request, caller) => service.userInfo(caller)),
    );
    app.put(
      '/dms-uploads/:id',
      withToken((request) => images.upload((request.params as { id: string }).id, request.body)),
    );
    await app.register(rest, { prefix: '/rest' });
  };
}

function versionIn(request: FastifyRequest): string {
  return String(request.headers['linkedin-version'] ?? '');
}

function requireHeaders(request: FastifyRequest, now: Date): void {
  const version = versionIn(request);
  if (version === '') throw new Refusal(versionMissing());
  if (!isActive(version, now)) throw new Refusal(nonexistentVersion(version));
  if (request.headers['x-restli-protocol-version'] !== '2.0.0')
    throw new Refusal(badRequest('The stand-in speaks Rest.li 2.0.0: send X-Restli-Protocol-Version: 2.0.0'));
}

/** The URN in the path, which has to be percent-encoded. */
function urnIn(request: FastifyRequest): string {
  const urn = readUrn(request.url.split('?')[0]!.split('/')[3] ?? '');
  if (urn === undefined) throw new Refusal(badRequest('Syntax exception in path variables'));
  return urn;
}
