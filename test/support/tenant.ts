import { vi } from 'vitest';
import { answerOf, type ApiClient, createApiClient, type Schema } from '../../client/client.js';
import { PATIENCE } from './patience.js';

/** A request; without a body it is a GET, with one a POST. */
export interface Ask {
  method?: string;
  body?: object;
  headers?: Record<string, string>;
}

/** What tests read of a job. */
export interface JobBody {
  id: string;
  status: string;
  attempts: number;
  error: string | null;
  errorCode: string | null;
  result: { variations: { platform: string; content: string }[] } | null;
  attemptHistory: { number: number; outcome: string; workerId: string | null }[];
}

/** An admin of an organization who talks to an API over HTTP. */
export class Tenant {
  /** Every route as the package has it. */
  readonly api: ApiClient;

  constructor(
    private readonly origin: string,
    /** Of their session. */
    readonly token: string,
  ) {
    this.api = createApiClient({ baseUrl: origin, token: async () => token });
  }

  async ask<Body = Record<string, unknown>>(path: string, { method, body, headers }: Ask = {}) {
    const response = await fetch(this.origin + path, {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Body };
  }

  /** Describes a brand. @returns its id */
  async createBrand(brain: Schema<'BrandBrainBody'> = {}, name = 'Acme'): Promise<string> {
    const { id } = await answerOf(this.api.POST('/api/brands', { body: { name } }));
    await answerOf(this.api.PUT('/api/brands/{id}/brain', { params: { path: { id } }, body: brain }));
    return id;
  }

  /** @param payload of `GENERATE_CONTENT` */
  async createJob(payload: object): Promise<Schema<'Job'>> {
    const body = { type: 'GENERATE_CONTENT' as const, payload: payload as Schema<'GenerateContentPayload'> };
    return answerOf(this.api.POST('/api/jobs', { body }));
  }

  /** Resolves when the job is in that status. */
  async reaches(id: string, status: string): Promise<JobBody> {
    return vi.waitFor(async () => {
      const job = await answerOf(this.api.GET('/api/jobs/{id}', { params: { path: { id } } }));
      if (job.status !== status) throw new Error(`Job ${id} is ${job.status}, not ${status}`);
      return job as JobBody;
    }, PATIENCE);
  }
}
