import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosPayload } from '../processes/chaos.job.js';
import { createLimit } from './limit.js';
import type { Random } from './random.js';
import type { ChaosSystem } from './system.js';

/** A job that was answered with 201 or 200: the ground truth of what the system owes. */
export interface Acknowledged {
  jobId: string;
  label: string;
  organizationId: string;
  deed: ChaosPayload['deed'];
  /** ms since 1970 */
  at: number;
}

export type Wish = Omit<ChaosPayload, 'label'>;

/** What a request may carry beside the payload. */
export interface Terms {
  organizationId?: string;
  priority?: 'HIGH' | 'NORMAL' | 'LOW';
  runAt?: Date;
}

const ORGANIZATIONS = ['org_a', 'org_b', 'org_c'];
const AT_ONCE = 8;
const ANSWER_MS = 5_000;

/** How long a client goes on asking for one job after the last fault: while faults last, one can be struck by each of them. */
const PATIENCE_MS = 90_000;

/** Clients over HTTP: each sends an Idempotency-Key and repeats what was not answered. Keeps a log of its own. */
export class ChaosClient {
  readonly acknowledged: Acknowledged[] = [];
  /** How many answers there were of each status; 0 stands for none. */
  readonly statuses = new Map<number, number>();
  readonly problems: string[] = [];
  private readonly limit = createLimit(AT_ONCE);
  private readonly pending = new Set<Promise<unknown>>();
  private requests = 0;
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    private readonly system: ChaosSystem,
    private readonly random: Random,
    /** How long there may be faults. */
    private readonly faultsMs: number,
  ) {}

  /** Asks for jobs in the background. */
  send(count: number, wish: () => Wish = () => this.mixed(), terms: Terms = {}): void {
    for (let index = 0; index < count; index += 1) void this.submit(wish(), terms).catch(() => undefined);
  }

  /** Asks for one job until it is acknowledged; now and then once more, which must give the same job. */
  submit(wish: Wish, terms: Terms = {}): Promise<Acknowledged> {
    const organizationId = terms.organizationId ?? this.random.pick(ORGANIZATIONS);
    const repeats = this.random.next() < 0.1;
    const work = this.limit(async () => {
      const label = randomUUID();
      const body = {
        type: 'GENERATE_CONTENT',
        payload: { ...wish, label },
        ...(terms.priority && { priority: terms.priority }),
        ...(terms.runAt && { runAt: terms.runAt }),
      };
      const first = await this.ask(organizationId, label, body);
      const job = { jobId: first, label, organizationId, deed: wish.deed, at: Date.now() };
      this.acknowledged.push(job);
      if (repeats && (await this.ask(organizationId, label, body)) !== first)
        this.problems.push(`the key ${label} gave two jobs`);
      return job;
    });
    this.pending.add(work);
    void work.catch((error: Error) => this.problems.push(error.message)).finally(() => this.pending.delete(work));
    return work;
  }

  /** Resolves when everything that was sent is acknowledged, or given up. */
  async settled(): Promise<void> {
    while (this.pending.size > 0) await Promise.allSettled(this.pending);
  }

  async cancel({ jobId, organizationId }: Acknowledged): Promise<number> {
    const { status } = await this.request(organizationId, `/api/jobs/${jobId}`, { method: 'DELETE' });
    return status;
  }

  /** An answer of one of the APIs; `status` 0 when there was none. */
  async request(
    organizationId: string,
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: unknown }> {
    // Not by the seed: how many requests there are depends on what goes wrong.
    const { apis } = this.system;
    const api = apis[(this.requests += 1) % apis.length]!;
    try {
      const response = await fetch(api.url + path, {
        ...init,
        headers: { authorization: `Bearer ${await this.tokenOf(organizationId)}`, ...init.headers },
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      return { status: response.status, body: await response.json() };
    } catch {
      return { status: 0, body: null };
    }
  }

  /** What an ordinary load does: some of everything that ends well. */
  mixed(): Wish {
    const draw = this.random.next();
    if (draw < 0.2) return { deed: 'echo' };
    if (draw < 0.4) return { deed: 'slow', beforeMs: this.random.between(50, 600) };
    if (draw < 0.5) return { deed: 'storm' };
    return { deed: 'effect', beforeMs: this.random.between(0, 300), afterMs: this.random.between(0, 300) };
  }

  private async ask(organizationId: string, key: string, body: object): Promise<string> {
    const patienceMs = this.faultsMs + PATIENCE_MS;
    const until = Date.now() + patienceMs;
    for (let wait = 20; Date.now() < until; wait = Math.min(wait * 2, 500)) {
      const answer = await this.request(organizationId, '/api/jobs', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
      });
      this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 201 || answer.status === 200) return (answer.body as { id: string }).id;
      if (answer.status !== 0 && answer.status !== 503)
        throw new Error(`POST /api/jobs was answered with ${answer.status} ${(answer.body as { code: string }).code}`);
      await delay(wait);
    }
    throw new Error(`POST /api/jobs was not acknowledged within ${patienceMs / 1000} s`);
  }

  private tokenOf(organizationId: string): Promise<string> {
    const known = this.tokens.get(organizationId) ?? this.system.issuer.token({ organization: organizationId });
    this.tokens.set(organizationId, known);
    return known;
  }
}
