import { NestFactory } from '@nestjs/core';
import { finalStatuses } from '../../src/core/queue/job-state.js';
import { WorkerProcess } from '../../src/core/queue/worker-process.js';
import { WorkerModule } from '../../src/worker.module.js';
import { eventually } from './engine.js';
import { startTestApi, type TestApi } from './test-api.js';
import type { TestOrganization } from './test-organization.js';

/** The API and a worker with every handler in this process, on a database of their own, BullMQ in it too. */
export interface ApiAndWorker {
  readonly api: TestApi;
  /** Resolves when the organization's job has ended, with what the API says of it. */
  ended(organization: TestOrganization, id: string): ReturnType<TestOrganization['read']>;
  close(): Promise<void>;
}

/** @param settings environment variables beyond those they need to start */
export async function startApiAndWorker(settings: Record<string, string> = {}): Promise<ApiAndWorker> {
  const api = await startTestApi({ REDIS_URL: '', ...settings });
  const worker = await NestFactory.createApplicationContext(WorkerModule, { logger: false });
  await worker.get(WorkerProcess).start(() => void worker.close());
  return {
    api,
    ended: (organization, id) =>
      eventually(async () => {
        const job = await organization.read(id);
        return finalStatuses.some((status) => status === job.status) ? job : undefined;
      }, `job ${id} to end`),
    async close() {
      await worker.close();
      await api.close();
    },
  };
}
