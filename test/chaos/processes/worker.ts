/** The worker under test: the product's, with the suite's feature in place of its own. */
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '../../../src/core/config/config.js';
import { ConfigModule } from '../../../src/core/config/config.module.js';
import { DatabaseModule } from '../../../src/core/database/database.module.js';
import { createHttpApplication } from '../../../src/core/http/http-application.js';
import { LoggingModule } from '../../../src/core/logging/logging.module.js';
import { NestLogger } from '../../../src/core/logging/nest-logger.js';
import { QueueModule, WorkerQueueModule } from '../../../src/core/queue/queue.module.js';
import { isSolo, runSolo } from '../../../src/core/queue/solo-process.js';
import { WorkerProcess } from '../../../src/core/queue/worker-process.js';
import { runProcess } from '../../../src/core/run-process.js';
import { WorkerHealthModule } from '../../../src/health/worker-health.module.js';
import { ChaosWorkerModule } from './chaos.worker.module.js';

@Module({
  imports: [
    ConfigModule,
    LoggingModule.forRoot('Worker'),
    DatabaseModule,
    QueueModule,
    WorkerQueueModule,
    WorkerHealthModule,
    ChaosWorkerModule,
  ],
})
class ChaosWorkerRoot {}

const config = loadConfig();

if (isSolo()) {
  const logger = new NestLogger('Worker', config.LOG_LEVEL);
  runSolo(await NestFactory.createApplicationContext(ChaosWorkerRoot, { logger }));
} else {
  await runProcess('Worker', async () => {
    const app = await createHttpApplication('Worker', ChaosWorkerRoot, config);
    await app.listen(0, '127.0.0.1');
    await app.get(WorkerProcess).start(() => process.kill(process.pid, 'SIGTERM'));
    return app;
  });
}
