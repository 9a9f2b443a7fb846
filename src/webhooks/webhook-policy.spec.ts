import { describe, expect, it } from 'vitest';
import { webhookPolicy } from './webhook-policy.js';

const DAY_MS = 86_400_000;

describe('webhookPolicy', () => {
  it('goes on for longer than 3 days, so that a delivery outlives the time after which its endpoint is disabled', () => {
    const total = webhookPolicy.retryDelaysMs.reduce((sum, delay) => sum + delay, 0);
    expect(total * 0.9).toBeGreaterThan(webhookPolicy.disableAfterMs);
    expect(webhookPolicy.disableAfterMs).toBe(3 * DAY_MS);
  });

  it('waits longer each time', () => {
    for (const delays of [webhookPolicy.retryDelaysMs, webhookPolicy.breakerDelaysMs])
      expect(delays.toSorted((a, b) => a - b)).toEqual(delays);
  });
});
