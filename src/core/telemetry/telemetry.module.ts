import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { JobRegistry } from '../queue/job-registry.js';
import { declareJobs, measureProcess } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { QueueGauges } from './queue-gauges.js';
import { stopTracing } from './tracing.js';

/** What a process tells of itself: its metrics and traces. Nothing is measured of a process where nobody may read it. */
@Module({ controllers: [MetricsController], providers: [QueueGauges] })
export class TelemetryModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly jobs: JobRegistry,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.OPS_TOKEN === undefined) return;
    measureProcess();
    declareJobs(
      this.jobs.all.map(({ type }) => type),
      this.jobs.queues.map(({ name }) => name),
    );
  }

  onApplicationShutdown(): Promise<void> {
    return stopTracing();
  }
}
