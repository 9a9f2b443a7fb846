import { vi } from 'vitest';

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

/** How long anything that a test waits for may take before it is said to be stuck. */
export const PATIENCE = { timeout: 25_000, interval: 25 };

/** An admin of an organization who talks to an API over HTTP. */
export class Tenant {
  constructor(
    private readonly origin: string,
    /** Of their session. */
    readonly token: string,
  ) {}

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
  async createBrand(brain: object = {}, name = 'Acme'): Promise<string> {
    const { id } = await this.done<{ id: string }>('/api/brands', { body: { name } });
    await this.done(`/api/brands/${id}/brain`, { method: 'PUT', body: brain });
    return id;
  }

  async createJob(payload: object): Promise<JobBody> {
    return this.done<JobBody>('/api/jobs', { body: { type: 'GENERATE_CONTENT', payload } });
  }

  /** Resolves when the job is in that status. */
  async reaches(id: string, status: string): Promise<JobBody> {
    return vi.waitFor(async () => {
      const job = await this.done<JobBody>(`/api/jobs/${id}`);
      if (job.status !== status) throw new Error(`Job ${id} is ${job.status}, not ${status}`);
      return job;
    }, PATIENCE);
  }

  /** @throws Error when the request is refused */
  private async done<Body>(path: string, request?: Ask): Promise<Body> {
    const { status, body } = await this.ask<Body>(path, request);
    if (status >= 400) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }
}
