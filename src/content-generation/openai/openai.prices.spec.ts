import { describe, expect, it } from 'vitest';
import { costMicroUsd } from './openai.prices.js';

describe('costMicroUsd', () => {
  it('charges fresh input, cached input and output at their prices', () => {
    const usage = { inputTokens: 1_000, cachedInputTokens: 400, outputTokens: 100 };
    expect(costMicroUsd('gpt-5.5', usage)).toBe(600 * 5 + 400 * 0.5 + 100 * 30);
  });

  it('knows a dated snapshot by its family and rounds up', () => {
    expect(costMicroUsd('gpt-5.4-nano-2026-03-17', { inputTokens: 1, cachedInputTokens: 0, outputTokens: 0 })).toBe(1);
  });

  it.each(['llama3.3:70b', 'gpt-5.5-pro', 'constructor'])('says null for %s, whose price is not known', (model) => {
    expect(costMicroUsd(model, { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 })).toBeNull();
  });

  it('says null when the usage is not known', () => {
    expect(costMicroUsd('gpt-5.5', null)).toBeNull();
  });
});
