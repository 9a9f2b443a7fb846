import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { Database } from '../core/database/database.js';

/** Probes are sent every few seconds: a database that takes longer cannot be used. */
const TIMEOUT_MS = 2_000;

/** Whether PostgreSQL answers and lets itself be written to. */
@Injectable()
export class PostgresIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
  ) {}

  async check(): Promise<HealthIndicatorResult<'postgresql'>> {
    const indicator = this.indicators.check('postgresql');
    try {
      const reason = await Promise.race([
        this.reasonAgainst(),
        delay(TIMEOUT_MS, 'it does not answer', { ref: false }),
      ]);
      return reason ? indicator.down(reason) : indicator.up();
    } catch {
      return indicator.down('it cannot be reached');
    }
  }

  private async reasonAgainst(): Promise<string | undefined> {
    const [row] = await this.database.query<{ readonly: string }>(
      `SELECT current_setting('transaction_read_only') AS readonly`,
    );
    return row?.readonly === 'off' ? undefined : 'it is read-only';
  }
}
