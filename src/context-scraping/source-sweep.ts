import { type Sweep, type SweepPage, type SweepRound, turnOf } from '../core/queue/sweep.js';
import { ContextScrapingProducer } from './context-scraping.producer.js';
import { type ContextSource, ContextSourcesRepository } from './context-sources.repository.js';

/** Plans the reading of all sources of a type: each once a round, at its own place in it, and not before it is time. */
export class SourceSweep implements Sweep {
  constructor(
    readonly name: string,
    readonly cron: string,
    private readonly type: ContextSource['type'],
    private readonly sources: ContextSourcesRepository,
    private readonly producer: ContextScrapingProducer,
  ) {}

  async findDue(round: SweepRound, after: string | null, limit: number): Promise<SweepPage> {
    // A sync says when the next one is due, an interval later or, of an ailing source, more; its turn is always at the
    // same place. So the turn that is nearest to that time is the one, not the first one behind it.
    const latest = (turn: Date): Date => new Date(turn.getTime() + round.intervalMs / 2);
    const end = new Date(round.startedAt.getTime() + round.intervalMs);
    const found = await this.sources.findSwept(this.type, latest(end), after, limit);
    const wishes = found.flatMap((source) => {
      const runAt = turnOf(source.id, round);
      if (source.nextSyncAt && source.nextSyncAt > latest(runAt)) return [];
      const wish = this.producer.sync(source);
      const options = { ...wish.options, runAt, priority: 'LOW' as const };
      return [{ ...wish, options, organizationId: source.organizationId, dedupeKey: `source:${source.id}` }];
    });
    return { wishes, after: found.length === limit ? found.at(-1)!.id : null };
  }
}
