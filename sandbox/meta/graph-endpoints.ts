import type { CallKind } from '../social/endpoint.js';
import type { FacebookService } from './facebook-service.js';
import { flagIn, type GraphCall, type GraphRequest } from './graph-call.js';
import type { GraphGrants } from './graph-grants.js';
import type { GraphNodes } from './graph-nodes.js';
import { badParameter, type GraphService, noSuchObject } from './graph.wire.js';
import type { InstagramService } from './instagram-service.js';

/** One thing that Graph can be asked for. */
export interface Endpoint {
  readonly service: GraphService;
  readonly kind: CallKind;
  /** What the path names first; empty where it names nothing. */
  readonly id: string;
  /** The last part of the path where it is an edge. */
  readonly edge: string | null;
  /** What the id becomes by this call if it was never seen. */
  readonly account: 'PAGE' | 'INSTAGRAM_USER' | null;
  /** Whether it answers without a token, or sees to that itself. */
  readonly isOfTokens: boolean;
  answer(request: GraphRequest): unknown;
}

type Handle = (request: GraphRequest) => unknown;

interface Services {
  readonly facebook: FacebookService;
  readonly instagram: InstagramService;
  readonly grants: GraphGrants;
  readonly nodes: GraphNodes;
}

/** The edges of accounts and objects that the stand-in has, by the path behind the id. */
export const EDGES = [
  'accounts',
  'content_publishing_limit',
  'feed',
  'insights',
  'media',
  'media_publish',
  'permissions',
  'photos',
  'published_posts',
  'videos',
];

/** The paths that name no object. */
export const TOKEN_PATHS = ['access_token', 'debug_token', 'oauth/access_token', 'refresh_access_token'];

/** What a call asks for, found by its method and path. */
export class GraphEndpoints {
  constructor(private readonly services: Services) {}

  /** For a path that Graph does not know, an endpoint that says so. */
  find(call: GraphCall): Endpoint {
    const { nodes } = this.services;
    if (TOKEN_PATHS.includes(call.path)) return this.#ofTokens(call);
    const [id = '', edge = null, ...more] = call.path.split('/');
    const isPath = /^(\d+(_\d+)?|me)$/.test(id) && (edge === null || EDGES.includes(edge)) && more.length === 0;
    if (!isPath) return unknownPath(call);
    const known = this.#onEdge(call, edge);
    if (known) return { ...known, id, edge, isOfTokens: false };
    const service = id === 'me' ? 'instagram' : nodes.serviceOf(id);
    const answer = this.#onNode(call.method, id, edge);
    return { service, kind: 'OTHER', id, edge, account: null, isOfTokens: false, answer };
  }

  #ofTokens(call: GraphCall): Endpoint {
    const { grants } = this.services;
    const isOfInstagram = call.path === 'access_token' || call.path === 'refresh_access_token';
    const answers: Readonly<Record<string, Handle>> = {
      access_token: (request) => grants.exchangeInstagram(request),
      debug_token: (request) => grants.debug(request),
      'oauth/access_token': (request) => grants.exchangeFacebook(request),
      refresh_access_token: (request) => grants.refreshInstagram(request),
    };
    const service = isOfInstagram ? 'instagram' : 'facebook';
    // They carry the token that they are about, so that a fault can say that it has expired.
    return { service, kind: 'OTHER', id: '', edge: null, account: null, isOfTokens: true, answer: answers[call.path]! };
  }

  /** What an edge means whatever the id was before. */
  #onEdge(
    { method, params }: GraphCall,
    edge: string | null,
  ): Omit<Endpoint, 'id' | 'edge' | 'isOfTokens'> | undefined {
    const { facebook, instagram, grants } = this.services;
    const page = (kind: CallKind, answer: Handle) => ({ service: 'facebook', kind, account: 'PAGE', answer }) as const;
    const user = (kind: CallKind, answer: Handle) =>
      ({ service: 'instagram', kind, account: 'INSTAGRAM_USER', answer }) as const;
    // What is not published is no post yet.
    const making = flagIn(params, 'published', true) ? 'POST' : 'OTHER';
    const ofLogin = (answer: Handle) => ({ service: 'facebook', kind: 'OTHER', account: null, answer }) as const;
    switch (`${method} ${edge}`) {
      case 'POST feed':
        return page(making, (request) => facebook.publish(request));
      case 'POST photos':
        return page(making, (request) => facebook.addPhoto(request));
      case 'POST videos':
        return page('POST', () => {
          throw badParameter('The stand-in takes no videos');
        });
      case 'GET feed':
      case 'GET published_posts':
        return page('OTHER', (request) => facebook.publishedPosts(request));
      case 'POST media':
        return user('OTHER', (request) => instagram.createContainer(request));
      case 'GET media':
        return user('OTHER', (request) => instagram.mediaOf(request));
      case 'POST media_publish':
        return user('POST', (request) => instagram.publish(request));
      case 'GET content_publishing_limit':
        return user('OTHER', (request) => instagram.publishingLimit(request));
      case 'GET accounts':
        return ofLogin((request) => facebook.pages(request));
      case 'DELETE permissions':
        return ofLogin((request) => grants.revoke(request));
      default:
        return undefined;
    }
  }

  /** What a call means by what its id is. */
  #onNode(method: string, id: string, edge: string | null): Handle {
    const { facebook, instagram, nodes } = this.services;
    const kind = nodes.kindOf(id);
    if (method === 'GET' && edge === 'insights')
      return (request) => (kind === 'MEDIA' ? instagram.insights(request) : facebook.insights(request));
    if (method === 'DELETE' && edge === null) return (request) => facebook.remove(request);
    if (method !== 'GET' || edge !== null) return refuse(id, method);
    if (id === 'me' || kind === 'INSTAGRAM_USER') return (request) => instagram.user(request);
    switch (kind) {
      case 'POST':
        return (request) => facebook.post(request);
      case 'PHOTO':
        return (request) => facebook.photo(request);
      case 'CONTAINER':
        return (request) => instagram.container(request);
      case 'MEDIA':
        return (request) => instagram.media(request);
      default:
        return (request) => this.#unseen(request, kind === 'PAGE');
    }
  }

  /** A page's token may be asked for before anything else is (pages-api/getting-started). */
  #unseen(request: GraphRequest, isPage: boolean): unknown {
    const { id, call } = request;
    const asksForToken = /\baccess_token\b/.test(call.params.fields ?? '') && !id.includes('_');
    if (!isPage && !asksForToken) throw noSuchObject(id);
    this.services.nodes.requireAccount(id, 'PAGE', 'access_token');
    return this.services.facebook.page(request);
  }
}

function refuse(id: string, method: string): Handle {
  return () => {
    throw noSuchObject(id, method);
  };
}

function unknownPath({ path }: GraphCall): Endpoint {
  const answer = () => {
    throw badParameter(`Unknown path components: /${path}`);
  };
  return { service: 'facebook', kind: 'OTHER', id: '', edge: null, account: null, isOfTokens: false, answer };
}
