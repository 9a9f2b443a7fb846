import { Module } from '@nestjs/common';
import { SweepRegistry } from '../core/queue/sweep.js';
import { ContextScrapingModule } from './context-scraping.module.js';
import { ContextScrapingProducer } from './context-scraping.producer.js';
import { ContextSourcesRepository } from './context-sources.repository.js';
import { SourceSweep } from './source-sweep.js';

/** What only the scheduler imports: the sweeps that have websites and feeds read. */
@Module({
  imports: [ContextScrapingModule],
  providers: [ContextSourcesRepository],
})
export class ContextScrapingSchedulerModule {
  constructor(sweeps: SweepRegistry, sources: ContextSourcesRepository, producer: ContextScrapingProducer) {
    sweeps.add(new SourceSweep('websites', '0 */6 * * *', 'WEBSITE', sources, producer));
    sweeps.add(new SourceSweep('feeds', '30 */6 * * *', 'RSS', sources, producer));
  }
}
