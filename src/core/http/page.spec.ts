import 'reflect-metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validate } from '../validation/validate.js';
import { cutPage, decodeCursor, encodeCursor, olderThan, PageQuery } from './page.js';

const position = fc.record({
  createdAt: fc.date({ min: new Date(0), max: new Date('4000-01-01'), noInvalidDate: true }),
  id: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
});

describe('cursors', () => {
  it('lead back to the position that they were made from', () => {
    fc.assert(
      fc.property(position, (each) => {
        expect(decodeCursor(encodeCursor(each))).toEqual(each);
      }),
    );
  });

  it('are refused when anything else made them', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ status: 400, code: 'VALIDATION_ERROR' }));
      }),
    );
  });

  it.each(['=', 'x'])('are refused with %j added', (addition) => {
    const cursor = encodeCursor({ createdAt: new Date(), id: 'abc' });
    expect(() => decodeCursor(cursor + addition)).toThrow();
  });

  it('may be absent', () => {
    expect(decodeCursor(undefined)).toBeNull();
    expect(olderThan(null)).toEqual({});
  });
});

describe('cutPage', () => {
  const rows = [3, 2, 1].map((time) => ({ createdAt: new Date(time), id: `id${time}` }));

  it('gives a cursor while there is more', () => {
    const page = cutPage(rows, 2);
    expect(page.rows).toEqual(rows.slice(0, 2));
    expect(decodeCursor(page.nextCursor ?? undefined)).toEqual(rows[1]);
  });

  it('gives none on the last page', () => {
    expect(cutPage(rows, 3)).toEqual({ rows, nextCursor: null });
    expect(cutPage([], 3)).toEqual({ rows: [], nextCursor: null });
  });
});

describe('PageQuery', () => {
  it('defaults to 20', () => {
    expect(validate(PageQuery, {})).toEqual({ value: { limit: 20 } });
    expect(validate(PageQuery, { limit: '100' })).toEqual({ value: { limit: 100 } });
  });

  it.each(['0', '101', '', '1.5', 'ten', ['1', '2'], '-1'])('refuses the limit %j', (limit) => {
    expect(validate(PageQuery, { limit })).toHaveProperty('issues');
  });
});
