import { setTimeout as delay } from 'node:timers/promises';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import type { Config } from '../config/config.js';
import type { ProcessName } from '../logging/logger.js';

/** How long a process serves on once it is told to end, ms: only the API is asked for anything through a load balancer. */
export const servesOnMs = (name: ProcessName, { SHUTDOWN_DELAY_MS }: Config): number =>
  name === 'Api' ? SHUTDOWN_DELAY_MS : 0;

/**
 * A server that takes its leave: told to end, it serves on for a while, in which it says that it is not ready and closes each
 * connection with the answer to its next request. So nobody's request meets a closed port or a connection that is being cut.
 */
export class LeavingAdapter extends FastifyAdapter {
  private leaving = false;

  /** @param delayMs how long it serves on */
  constructor(
    options: FastifyServerOptions,
    private readonly delayMs: number,
  ) {
    super(options);
    this.getInstance().addHook('onSend', async (_request, reply) => {
      if (this.leaving) reply.header('connection', 'close');
    });
  }

  get isLeaving(): boolean {
    return this.leaving;
  }

  /** Nest awaits this before anything of the application is ended. */
  override async beforeClose(): Promise<void> {
    super.beforeClose();
    this.leaving = true;
    await delay(this.delayMs);
  }
}
