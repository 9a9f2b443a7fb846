import type { Logger } from 'pino';
import { createApi } from './api.js';
import { loadConfig } from './core/config/config.js';
import { LOGGER } from './core/logging/logger.js';
import { runProcess } from './core/run-process.js';

await runProcess('Api', async () => {
  const config = loadConfig();
  const app = await createApi(config);
  await app.listen(config.PORT, '0.0.0.0');
  app.get<Logger>(LOGGER).info(`API listening on ${await app.getUrl()}`);
  return app;
});
