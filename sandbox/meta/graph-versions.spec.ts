import { describe, expect, it } from 'vitest';
import { answerOf } from '../social/endpoint.js';
import { requireVersion } from './graph-versions.js';

const codeOf = (version: string, now: string) => {
  const answer = answerOf(() => {
    requireVersion(version, new Date(now));
    return { status: 200 };
  });
  return (answer.body as { error: { code: number } } | undefined)?.error.code;
};

describe('requireVersion', () => {
  it.each([
    ['v26.0', '2026-11-24', undefined],
    ['v26.0', '2036-11-24', undefined],
    ['v21.0', '2027-01-20', undefined],
    ['v21.0', '2027-01-21', 2635],
    ['v20.0', '2026-11-24', 2635],
    ['v2.12', '2026-11-24', 2635],
    ['v27.0', '2026-11-24', 2500],
    ['v25.1', '2026-11-24', 2500],
  ])('%s on %s: %s', (version, now, code) => {
    expect(codeOf(version, now)).toBe(code);
  });
});
