import { Module } from '@nestjs/common';
import { SweepRegistry } from '../core/queue/sweep.js';
import { AnalyticsSyncModule } from './analytics-sync.module.js';
import { AnalyticsSyncProducer } from './analytics-sync.producer.js';
import { AnalyticsSyncRepository } from './analytics-sync.repository.js';
import { TokenSweep } from './token-sweep.js';

/** What only the scheduler imports: the sweep that has tokens refreshed. */
@Module({
  imports: [AnalyticsSyncModule],
  providers: [AnalyticsSyncRepository],
})
export class AnalyticsSyncSchedulerModule {
  constructor(sweeps: SweepRegistry, accounts: AnalyticsSyncRepository, producer: AnalyticsSyncProducer) {
    sweeps.add(new TokenSweep(accounts, producer));
  }
}
