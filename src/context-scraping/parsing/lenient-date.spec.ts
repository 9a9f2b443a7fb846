import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate } from './lenient-date.js';

describe('readDate', () => {
  it.each([
    ['Tue, 13 Apr 2004 12:30:05 GMT', '2004-04-13T12:30:05.000Z'],
    ['13 Apr 04 12:30 EST', '2004-04-13T17:30:00.000Z'],
    ['Wed, 13 Apr 2004 2:30:05 -0730', '2004-04-13T10:00:05.000Z'],
    ['Tue, 13 April 2004 12:30:05 +0200 (CEST)', '2004-04-13T10:30:05.000Z'],
    ['Tues, 13-Apr-2004 12:30:05 XYZ', '2004-04-13T12:30:05.000Z'],
    ['13 Apr 1998', '1998-04-13T00:00:00.000Z'],
    ['13 Apr 98 00:00 Z', '1998-04-13T00:00:00.000Z'],
    ['2004-04-13T12:30:05.678+02:00', '2004-04-13T10:30:05.000Z'],
    ['2004-04-13 12:30', '2004-04-13T12:30:00.000Z'],
    ['2004-04-13T12:30:05+0200', '2004-04-13T10:30:05.000Z'],
    ['2004-04-13', '2004-04-13T00:00:00.000Z'],
    ['2004-04', '2004-04-01T00:00:00.000Z'],
    ['2004', '2004-01-01T00:00:00.000Z'],
    ['2004/04/13 24:00', '2004-04-14T00:00:00.000Z'],
    ['20040413', '2004-04-13T00:00:00.000Z'],
    ['20040413T123005Z'.replace('123005', '12:30:05'), '2004-04-13T12:30:05.000Z'],
    ['Tue Apr 13 12:30:05 2004', '2004-04-13T12:30:05.000Z'],
    ['Tue Apr 13 12:30:05 PDT 2004', '2004-04-13T19:30:05.000Z'],
    ['April 13, 2004 at 1:30 PM', '2004-04-13T13:30:00.000Z'],
    ['  Apr. 13th, 2004\n', '2004-04-13T00:00:00.000Z'],
    ['31 Dec 2008 23:59:60 GMT', '2009-01-01T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(readDate(text)).toBe(instant);
  });

  it.each([
    null, '', 'yesterday', '13/04/2004', '31 Feb 2004', '2004-13-01', '2004-04-13T25:00', '2004-04-13T12:60', '0001-01-01',
    '9999-12-31', '13 Foo 2004', '2004-04-13T12:30+99:00', '1'.repeat(1_000),
  ])('knows that %s is no date', (text) => {
    expect(readDate(text)).toBeNull();
  }); // prettier-ignore

  it('reads every instant in the forms that computers write', () => {
    const past = fc.date({ min: new Date('1900-01-02'), max: new Date(), noInvalidDate: true });
    fc.assert(
      fc.property(past, (date) => {
        date.setUTCMilliseconds(0);
        for (const text of [date.toISOString(), date.toUTCString(), date.toString()]) {
          expect(readDate(text)).toBe(date.toISOString());
        }
      }),
    );
  });

  it('answers with a date or null, whatever it is given', () => {
    const pieces = fc.constantFrom(
      'Tue',
      ',',
      ' ',
      '13',
      'Apr',
      '2004',
      '04',
      '-',
      ':',
      '+',
      'T',
      'Z',
      'PM',
      '99',
      '(',
      ')',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const date = readDate(parts.join(''));
        expect(date === null || !Number.isNaN(Date.parse(date))).toBe(true);
      }),
    );
  });
});
