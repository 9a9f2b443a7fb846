import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from './body-parser.js';

const parse = (text: string) => parseBody(Buffer.from(text));
const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
const refusal = expect.objectContaining({ status: 400, code: 'VALIDATION_ERROR' });

describe('parseBody', () => {
  it('reads what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 10 })), (body) => {
        const text = JSON.stringify(body);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('takes no bytes as no body, and a byte order mark as nothing', () => {
    expect(parse('')).toBeUndefined();
    expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 });
  });

  it.each(['{"a":', 'null', '7', '"text"', '[]', '{} {}', '{"a":undefined}'])('refuses %s', (text) => {
    expect(() => parse(text)).toThrow(refusal);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => parseBody(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrow(refusal);
  });

  it('takes 32 levels and no more', () => {
    expect(parse(nested(32))).toBeDefined();
    expect(() => parse(nested(33))).toThrow(refusal);
    expect(() => parse(nested(120_000))).toThrow(refusal);
  });

  it('does not count brackets in strings', () => {
    const text = JSON.stringify({ a: `\\"${'[{'.repeat(50)}`, ['['.repeat(40)]: 1 });
    expect(parse(text)).toEqual(JSON.parse(text));
  });
});
