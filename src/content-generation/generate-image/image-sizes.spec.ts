import { describe, expect, it } from 'vitest';
import { askedSize, keptSize } from './image-sizes.js';

describe('keptSize', () => {
  it.each([
    ['1:1', 1],
    ['16:9', 16 / 9],
    ['9:16', 9 / 16],
    ['4:3', 4 / 3],
  ] as const)('of %s has just that ratio, in multiples of 16', (ratio, quotient) => {
    const { width, height } = keptSize(ratio);
    expect(width / height).toBe(quotient);
    expect([width % 16, height % 16]).toEqual([0, 0]);
  });
});

describe('askedSize', () => {
  it.each([
    ['gpt-image-2', '16:9', '1536x864'],
    ['gpt-image-2-2026-04-21', '4:3', '1152x864'],
    ['gpt-image-1.5', '16:9', '1536x1024'],
    ['gpt-image-1.5', '9:16', '1024x1536'],
    ['local', '1:1', '1024x1024'],
  ] as const)('of %s for %s is %s', (model, ratio, size) => {
    expect(askedSize(model, ratio)).toBe(size);
  });
});
