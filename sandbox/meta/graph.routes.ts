import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.js';
import type { Effects } from '../effects.js';
import type { Faults } from '../faults.js';
import { parseForms, parseMultipart } from '../social/body-parsers.js';
import { sendAnswer } from '../social/endpoint.js';
import type { Planted } from '../social/planted.js';
import { FacebookPosts } from './facebook-posts.js';
import { FacebookService } from './facebook-service.js';
import { Graph } from './graph.js';
import { splitVersion } from './graph-batch.js';
import type { GraphCall } from './graph-call.js';
import { EDGES, GraphEndpoints, TOKEN_PATHS } from './graph-endpoints.js';
import { GraphGrants } from './graph-grants.js';
import { GraphNodes } from './graph-nodes.js';
import { GraphTokens } from './graph-tokens.js';
import { UsageCounters } from './graph-usage.js';
import { failure } from './graph.wire.js';
import { InstagramContainers } from './instagram-containers.js';
import { InstagramMedia } from './instagram-media.js';
import { InstagramService } from './instagram-service.js';

interface Parts {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly effects: Effects;
  readonly planted: Planted;
}

/** Meta's Graph API at the root of an origin, with a version in the path and without: Facebook pages and Instagram. */
export function graphRoutes(parts: Parts) {
  const closing = new AbortController();
  const graph = makeGraph(parts, closing.signal);

  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = toCall(request);
    const isBatch = call.path === '' && call.method === 'POST';
    const { answer, loss } = await (isBatch ? graph.batch(call) : graph.single(call));
    if (loss === 'DROPPED') request.raw.socket.destroy();
    return loss === null ? sendAnswer(reply, answer) : reply.hijack();
  };

  return async (app: FastifyInstance): Promise<void> => {
    parseForms(app);
    parseMultipart(app);
    app.addHook('onClose', async () => closing.abort());
    app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      const isCallers = (error.statusCode ?? 500) < 500;
      const code = isCallers ? 100 : 1;
      return sendAnswer(
        reply,
        failure({
          code,
          message: `(#${code}) ${isCallers ? error.message : 'An unknown error occurred'}`,
          status: isCallers ? 400 : 500,
        }),
      );
    });
    const id = '/:id(^\\d+$|^\\d+_\\d+$|^me$)';
    const version = '/v:version(^\\d+\\.\\d+$)';
    const paths = ['/', id, ...EDGES.map((edge) => `${id}/${edge}`), ...TOKEN_PATHS.map((path) => `/${path}`)];
    for (const url of [...paths, version, `${version}/*`])
      app.route({ method: ['GET', 'POST', 'DELETE'], url, handler: handle });
  };
}

function makeGraph({ clock, faults, effects, planted }: Parts, closing: AbortSignal): Graph {
  const nodes = new GraphNodes(clock);
  const tokens = new GraphTokens(clock);
  const posts = new FacebookPosts(nodes, clock, planted);
  const facebook = new FacebookService({ posts, nodes, tokens, effects, closing });
  const containers = new InstagramContainers(nodes, clock, closing);
  const media = new InstagramMedia(nodes, clock, planted);
  const instagram = new InstagramService({ containers, media, nodes, effects, clock });
  const endpoints = new GraphEndpoints({ facebook, instagram, nodes, grants: new GraphGrants(tokens) });
  return new Graph({ clock, faults, nodes, tokens, endpoints, counters: new UsageCounters(clock) });
}

/** Parameters may be in the query and in a body of any format; the body's count where both have one. */
function toCall(request: FastifyRequest): GraphCall {
  const [place = ''] = request.url.split('?');
  const sent = Object.entries({ ...(request.query as object), ...(request.body as object | null) });
  const files = sent.filter((entry): entry is [string, Uint8Array] => entry[1] instanceof Uint8Array);
  const { access_token: token, ...params } = Object.fromEntries(
    sent.filter(([, value]) => !(value instanceof Uint8Array)).map(([name, value]) => [name, toText(value)]),
  );
  return {
    method: request.method,
    ...splitVersion(decodeURIComponent(place).replace(/^\/+/, '')),
    params,
    files: Object.fromEntries(files),
    token: token ?? /^(?:Bearer|OAuth) (\S+)$/i.exec(request.headers.authorization ?? '')?.[1],
    origin: `${request.protocol}://${request.host}`,
  };
}

function toText(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.at(-1) ?? '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
