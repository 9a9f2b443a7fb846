import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { PlatformQuotas } from './platform-quotas.js';
import type { PlatformQuotasRepository } from './platform-quotas.repository.js';

describe('note', () => {
  it('logs what cannot be kept, so that the answer is not lost for it', async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => lines.push(line) });
    const save = () => Promise.reject(new Error('the database is away'));
    const quotas = new PlatformQuotas({ save } as unknown as PlatformQuotasRepository, logger);
    const reading = { scope: 'POST /2/tweets', usedPercent: 1, resetsAt: null, blockedUntil: null };
    await quotas.note({ platform: 'TWITTER', platformId: '1' }, [reading]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('could not be kept');
  });
});
