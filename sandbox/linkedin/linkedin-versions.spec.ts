import { describe, expect, it } from 'vitest';
import { isActive } from './linkedin-versions.js';

describe('isActive', () => {
  it.each([
    ['202607', '2026-11-24', true],
    ['202607', '2027-07-15', true],
    ['202607', '2027-07-16', false],
    ['202511', '2026-11-16', false],
    ['202512', '2026-11-24', true],
    ['202612', '2026-11-24', false],
    ['202613', '2026-11-24', false],
    ['2026-07', '2026-11-24', false],
  ])('%s on %s', (version, day, isAlive) => {
    expect(isActive(version, new Date(day))).toBe(isAlive);
  });
});
