import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializeResult } from './job-result.js';

describe('serializeResult', () => {
  it('writes whatever JSON can hold, without what PostgreSQL refuses', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ stringUnit: 'binary' })), (result) => {
        const text = serializeResult(result);
        expect(JSON.stringify(Object.values(JSON.parse(text) as object))).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['text', 'done'],
    ['a list', [1]],
    ['a bigint', { n: 1n }],
  ])('refuses %s', (_, result) => {
    expect(() => serializeResult(result)).toThrow(expect.objectContaining({ code: 'RESULT_INVALID' }));
  });

  it('refuses more than 256 KiB', () => {
    expect(serializeResult({ text: 'x'.repeat(262_000) })).toContain('xxx');
    expect(() => serializeResult({ text: 'é'.repeat(132_000) })).toThrow(
      expect.objectContaining({ code: 'RESULT_TOO_LARGE' }),
    );
  });
});
