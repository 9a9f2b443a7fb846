import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { CONFIG, loadConfig } from '../../src/core/config/config.js';
import { DatabaseModule } from '../../src/core/database/database.module.js';
import { LOGGER } from '../../src/core/logging/logger.js';
import { OutboundModule } from '../../src/core/outbound/outbound.module.js';
import { provideHandlers } from '../../src/core/queue/job-handlers.js';
import { QueueModule, WorkerQueueModule } from '../../src/core/queue/queue.module.js';
import { WorkerProcess } from '../../src/core/queue/worker-process.js';
import { VaultModule } from '../../src/core/vault/vault.module.js';
import { DeliverWebhookHandler } from '../../src/webhooks/deliver-webhook/deliver-webhook.handler.js';
import { WebhookDeliveriesRepository } from '../../src/webhooks/webhook-deliveries.repository.js';
import { WEBHOOK_POLICY, type WebhookPolicy } from '../../src/webhooks/webhook-policy.js';
import { WebhookSecrets } from '../../src/webhooks/webhook-secrets.js';
import { WebhookSweep } from '../../src/webhooks/webhook-sweep.js';
import { webhooksJobs, webhooksQueue } from '../../src/webhooks/webhooks.jobs.js';
import { WebhooksProcessor } from '../../src/webhooks/webhooks.processor.js';

/** A worker in this process that delivers webhooks as patiently as the test says. */
export async function startWebhookWorker(
  settings: Record<string, string>,
  policy: WebhookPolicy,
): Promise<INestApplicationContext> {
  @Global()
  @Module({
    providers: [
      { provide: CONFIG, useValue: loadConfig(settings) },
      { provide: LOGGER, useValue: pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }) },
    ],
    exports: [CONFIG, LOGGER],
  })
  class Surroundings {}

  @Module({
    imports: [
      Surroundings,
      DatabaseModule,
      QueueModule,
      WorkerQueueModule,
      QueueModule.forFeature(webhooksQueue, webhooksJobs),
      OutboundModule,
      VaultModule,
    ],
    providers: [
      { provide: WEBHOOK_POLICY, useValue: policy },
      WebhookDeliveriesRepository,
      WebhookSecrets,
      WebhookSweep,
      WebhooksProcessor,
      ...provideHandlers(webhooksJobs, { DELIVER_WEBHOOK: DeliverWebhookHandler }),
    ],
  })
  class Root {}

  const worker = await NestFactory.createApplicationContext(Root, { logger: false });
  await worker.get(WorkerProcess).start(() => void worker.close());
  return worker;
}

/** A request as it came. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  /** What it was answered. */
  status: number;
}

/** Receives webhooks on a port of its own and answers with a status that the test sets. */
export interface Receiver {
  readonly port: number;
  readonly url: string;
  readonly received: Received[];
  status: number;
  /** Goes where an answer of 3xx says. */
  location: string;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const server = createServer(async (incoming, outgoing) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const { status, location } = receiver;
    receiver.received.push({ headers: incoming.headers, body: Buffer.concat(pieces).toString(), status });
    outgoing.writeHead(status, location === '' ? {} : { location }).end('noted');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    port,
    url: `http://127.0.0.1:${port}/hooks?from=epic`,
    received: [],
    status: 204,
    location: '',
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
