import type { Clock } from '../clock.js';
import { Snowflakes } from '../social/snowflakes.js';
import { badParameter, type GraphService } from './graph.wire.js';

/** What an id can be. */
export type NodeKind = 'PAGE' | 'POST' | 'PHOTO' | 'INSTAGRAM_USER' | 'CONTAINER' | 'MEDIA';

interface Node {
  readonly kind: NodeKind;
  /** The page or Instagram user that it is, or is of. */
  readonly ownerId: string;
}

const SERVICES: Readonly<Record<NodeKind, GraphService>> = {
  PAGE: 'facebook',
  POST: 'facebook',
  PHOTO: 'facebook',
  INSTAGRAM_USER: 'instagram',
  CONTAINER: 'instagram',
  MEDIA: 'instagram',
};

const TYPE_NAMES = { PAGE: 'Page', INSTAGRAM_USER: 'IGUser' } as const;

/** What every id is that was named or made so far: one space of ids for both services, as in Graph. */
export class GraphNodes {
  readonly #nodes = new Map<string, Node>();
  readonly #ids: Snowflakes;

  constructor(clock: Clock) {
    this.#ids = new Snowflakes(clock, Date.UTC(2010, 3, 21));
  }

  /** An id that is not in use. */
  nextId(): string {
    return this.#ids.next();
  }

  add(id: string, kind: NodeKind, ownerId: string): void {
    this.#nodes.set(id, { kind, ownerId });
  }

  kindOf(id: string): NodeKind | undefined {
    return this.#nodes.get(id)?.kind;
  }

  /** The page or Instagram user that an id is of; also of an object that is gone, where its id tells. */
  ownerOf(id: string): string | undefined {
    return this.#nodes.get(id)?.ownerId ?? (id.includes('_') ? id.slice(0, id.indexOf('_')) : undefined);
  }

  /** Facebook's, unless it is known better. */
  serviceOf(id: string): GraphService {
    const kind = this.kindOf(id);
    return kind ? SERVICES[kind] : 'facebook';
  }

  /**
   * The account that a call names: what it is first called as decides what it is.
   * @throws {Refusal} code 100 when it is something else already
   */
  requireAccount(id: string, kind: keyof typeof TYPE_NAMES, edge: string): void {
    const known = this.kindOf(id);
    if (known === undefined) return this.add(id, kind, id);
    if (known === kind) return;
    const type = known === 'PAGE' || known === 'INSTAGRAM_USER' ? TYPE_NAMES[known] : 'Post';
    throw badParameter(`Tried accessing nonexisting field (${edge}) on node type (${type})`);
  }

  idsOf(kind: NodeKind): string[] {
    return [...this.#nodes].filter(([, node]) => node.kind === kind).map(([id]) => id);
  }
}
