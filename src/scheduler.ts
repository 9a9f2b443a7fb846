import type { Logger } from 'pino';
import { loadConfig } from './core/config/config.js';
import { createHttpApplication } from './core/http/http-application.js';
import { LOGGER } from './core/logging/logger.js';
import { runProcess } from './core/run-process.js';
import { SchedulerModule } from './scheduler.module.js';

await runProcess('Scheduler', async () => {
  const config = loadConfig();
  const app = await createHttpApplication('Scheduler', SchedulerModule, config);
  await app.listen(config.SCHEDULER_HEALTH_PORT, '0.0.0.0');
  app.get<Logger>(LOGGER).info('Ready to keep the schedule');
  return app;
});
