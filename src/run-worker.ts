import { NestFactory } from '@nestjs/core';
import { loadConfig } from './core/config/config.js';
import { createHttpApplication } from './core/http/http-application.js';
import { NestLogger } from './core/logging/nest-logger.js';
import { isSolo, runSolo } from './core/queue/solo-process.js';
import { WorkerProcess } from './core/queue/worker-process.js';
import { runProcess } from './core/run-process.js';
import { WorkerModule } from './worker.module.js';

/** Runs the worker, or one job alone where a worker asks for that; resolves when it serves. */
export function runWorker(): Promise<void> {
  if (isSolo()) {
    return runProcess('Worker', async () => {
      const { LOG_LEVEL } = loadConfig();
      const logger = new NestLogger('Worker', LOG_LEVEL);
      const app = await NestFactory.createApplicationContext(WorkerModule, { logger });
      runSolo(app);
      return app;
    });
  }
  return runProcess('Worker', async () => {
    const config = loadConfig();
    const app = await createHttpApplication('Worker', WorkerModule, config);
    await app.listen(config.HEALTH_PORT, '0.0.0.0');
    await app.get(WorkerProcess).start(() => process.kill(process.pid, 'SIGTERM'));
    return app;
  });
}
