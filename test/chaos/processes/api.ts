/** The API under test: the product's, with the suite's feature in place of its own. Tells its parent the port. */
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { AuthModule } from '../../../src/core/auth/auth.module.js';
import { requireSessions } from '../../../src/core/auth/require-sessions.js';
import { loadConfig } from '../../../src/core/config/config.js';
import { ConfigModule } from '../../../src/core/config/config.module.js';
import { DatabaseModule } from '../../../src/core/database/database.module.js';
import { createHttpApplication } from '../../../src/core/http/http-application.js';
import { HttpModule } from '../../../src/core/http/http.module.js';
import { LoggingModule } from '../../../src/core/logging/logging.module.js';
import { QueueModule } from '../../../src/core/queue/queue.module.js';
import { runProcess } from '../../../src/core/run-process.js';
import { HealthModule } from '../../../src/health/health.module.js';
import { JobsModule } from '../../../src/jobs/jobs.module.js';
import { ChaosModule } from './chaos.module.js';

@Module({
  imports: [
    ConfigModule,
    LoggingModule.forRoot('Api'),
    DatabaseModule,
    QueueModule,
    AuthModule,
    HttpModule,
    HealthModule,
    JobsModule,
    ChaosModule,
  ],
})
class ChaosApiModule {}

await runProcess('Api', async () => {
  const app = await createHttpApplication('Api', ChaosApiModule, loadConfig());
  app.setGlobalPrefix('api', { exclude: ['health/*path'] });
  requireSessions(app);
  await app.listen(0, process.env.CHAOS_ADDRESS!);
  process.send?.({ port: (app.getHttpServer().address() as AddressInfo).port });
  return app;
});
