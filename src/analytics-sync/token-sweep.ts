import { type Sweep, type SweepPage, type SweepRound, turnOf } from '../core/queue/sweep.js';
import { AnalyticsSyncProducer } from './analytics-sync.producer.js';
import { AnalyticsSyncRepository } from './analytics-sync.repository.js';

/** So long before its end a token is refreshed: a platform that is out of order for days does no harm. */
const EARLY_MS = 7 * 24 * 3_600_000;

/** A refresh begins at least this long before the token's end, unless that is nearer already. */
const MARGIN_MS = 10 * 60_000;

/** Plans a refresh for all tokens that end soon, above all those that end before the next sweep. */
export class TokenSweep implements Sweep {
  readonly name = 'tokens';
  readonly cron = '45 */12 * * *';

  constructor(
    private readonly accounts: AnalyticsSyncRepository,
    private readonly producer: AnalyticsSyncProducer,
  ) {}

  async findDue(round: SweepRound, after: string | null, limit: number): Promise<SweepPage> {
    const by = new Date(round.startedAt.getTime() + round.intervalMs + EARLY_MS);
    const found = await this.accounts.findExpiring(by, after, limit);
    const wishes = found.map((account) => {
      const wish = this.producer.refreshToken(account);
      const latest = account.tokenExpiresAt.getTime() - MARGIN_MS;
      const runAt = new Date(Math.min(turnOf(account.id, round).getTime(), latest));
      const options = { ...wish.options, runAt, priority: 'LOW' as const };
      return { ...wish, options, organizationId: account.organizationId, dedupeKey: `tokens:${account.id}` };
    });
    return { wishes, after: found.length === limit ? found.at(-1)!.id : null };
  }
}
