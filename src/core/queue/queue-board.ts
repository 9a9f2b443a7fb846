import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { createBullBoard } from '@bull-board/api';
import { FastifyAdapter } from '@bull-board/fastify';
import { getQueueToken } from '@nestjs/bullmq';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import type { Logger } from 'pino';
import { ErrorFilter } from '../http/error-filter.js';
import { LOGGER } from '../logging/logger.js';
import { JobRegistry } from './job-registry.js';

const PATH = '/ops/queues';

/** Leaves out every route that could change something: what the window holds is the dispatcher's business. */
class ReadingAdapter extends FastifyAdapter {
  override setApiRoutes(routes: Parameters<FastifyAdapter['setApiRoutes']>[0]): this {
    return super.setApiRoutes(routes.filter(({ method }) => method === 'get')) as this;
  }
}

/** A queue under its name in the engine: on a Cluster BullMQ's has braces round it. */
class NamedAdapter extends BullMQAdapter {
  constructor(
    queue: Queue,
    private readonly ownName: string,
  ) {
    super(queue, { readOnlyMode: true });
  }

  override getName(): string {
    return this.ownName;
  }
}

/**
 * Serves bull-board under /ops/queues, to be looked at only: it shows what BullMQ holds just now, which is the window, by
 * ids. `requireOpsToken` stands before it.
 */
export async function serveQueueBoard(app: NestFastifyApplication): Promise<void> {
  const serverAdapter = new ReadingAdapter().setBasePath(PATH) as ReadingAdapter;
  const queues = app
    .get(JobRegistry)
    .queues.map(({ name }) => new NamedAdapter(app.get<Queue>(getQueueToken(name)), name));
  createBullBoard({ queues, serverAdapter, options: { uiConfig: { boardTitle: 'Queues' } } });
  const errors = new ErrorFilter(app.get<Logger>(LOGGER));
  await app.register(
    async (fastify: FastifyInstance) => {
      // Its own handler would answer with texts of libraries.
      fastify.addHook('onRoute', (route) => {
        route.errorHandler = (error, request, reply) => errors.answer(error, request, reply);
      });
      await fastify.register(serverAdapter.registerPlugin() as FastifyPluginCallback);
    },
    { prefix: PATH },
  );
}
