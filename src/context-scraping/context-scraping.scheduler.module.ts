import { Module } from '@nestjs/common';
import { Retention, RetentionModule } from '../core/queue/retention.js';
import { SweepRegistry } from '../core/queue/sweep.js';
import { ContextScrapingModule } from './context-scraping.module.js';
import { ContextScrapingProducer } from './context-scraping.producer.js';
import { ContextSourcesRepository } from './context-sources.repository.js';
import { removeOldHosts } from './pacing/host-turns.js';
import { SourceSweep } from './source-sweep.js';

/** What only the scheduler imports: the sweeps that have websites and feeds read, and the removal of what is no longer needed. */
@Module({
  imports: [ContextScrapingModule, RetentionModule],
  providers: [ContextSourcesRepository],
})
export class ContextScrapingSchedulerModule {
  constructor(
    sweeps: SweepRegistry,
    sources: ContextSourcesRepository,
    producer: ContextScrapingProducer,
    retention: Retention,
  ) {
    sweeps.add(new SourceSweep('websites', '0 */6 * * *', 'WEBSITE', sources, producer));
    sweeps.add(new SourceSweep('feeds', '30 */6 * * *', 'RSS', sources, producer));
    retention.add('hosts', removeOldHosts);
  }
}
