import { Module } from '@nestjs/common';
import { loadConfig } from '../../src/core/config/config.js';
import { ConfigModule } from '../../src/core/config/config.module.js';
import { DatabaseModule } from '../../src/core/database/database.module.js';
import { createHttpApplication } from '../../src/core/http/http-application.js';
import { LoggingModule } from '../../src/core/logging/logging.module.js';
import { QueueModule, WorkerQueueModule } from '../../src/core/queue/queue.module.js';
import { WorkerProcess } from '../../src/core/queue/worker-process.js';
import { runProcess } from '../../src/core/run-process.js';
import { WorkerHealthModule } from '../../src/health/worker-health.module.js';
import { Tally } from '../lib/load.js';
import { NoopWorkerModule } from './noop.worker.module.js';

@Module({
  imports: [
    ConfigModule,
    LoggingModule.forRoot('Worker'),
    DatabaseModule,
    QueueModule,
    WorkerQueueModule,
    WorkerHealthModule,
    NoopWorkerModule,
  ],
})
class BenchWorkerModule {}

/** Resolves when it serves. */
export function runBenchWorker(): Promise<void> {
  return runProcess('Worker', async () => {
    const app = await createHttpApplication('Worker', BenchWorkerModule, loadConfig());
    app.get(Tally).serve();
    await app.listen(0, '127.0.0.1');
    await app.get(WorkerProcess).start(() => process.kill(process.pid, 'SIGTERM'));
    return app;
  });
}
