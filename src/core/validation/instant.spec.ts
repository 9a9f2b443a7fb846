import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInstant } from './instant.js';

describe('isInstant', () => {
  it('takes every moment as JSON has it', () => {
    const years = { min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(fc.property(fc.date(years), (date) => isInstant(date.toISOString())));
  });

  it.each(['2026-11-24T09:00Z', '2026-11-24T09:00:00+05:30', '2024-02-29T23:59:59.123456789-11:00'])(
    'takes %s',
    (text) => {
      expect(isInstant(text)).toBe(true);
      expect(new Date(text).getTime()).not.toBeNaN();
    },
  );

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T09:00:60Z',
    '2026-11-24T09:00:00',
    '2026-11-24T09:00:00+24:00',
    '2026-11-24',
    '2026-W48',
    '+275760-09-13T00:00:00Z',
    '275760-09-13T00:00:00Z',
    'tomorrow',
    '',
    1_800_000_000,
    null,
  ])('refuses %j', (value) => {
    expect(isInstant(value)).toBe(false);
  });
});
