import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPhoto, jpegSize } from './images.js';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('jpegSize', () => {
  it.each([
    ['a baseline frame', 'ffd8 ffc0 0011 08 0438 0780 03', { width: 1_920, height: 1_080 }],
    ['a progressive one', 'ffd8 ffc2 0011 08 0140 0100 03', { width: 256, height: 320 }],
    [
      'one behind other segments',
      'ffd8 ffe0 0004 aaaa ffdb 0003 00 ffc0 0011 08 0001 0002 03',
      { width: 2, height: 1 },
    ],
    ['one behind fill bytes', 'ffd8 ffff ffc0 0011 08 0001 0002 03', { width: 2, height: 1 }],
    ['a table that is no frame', 'ffd8 ffc4 0011 08 0001 0002 0300 0000 0000', undefined],
    ['no pixels', 'ffd8 ffc0 0011 08 0000 0002 03', undefined],
    ['a PNG', '89504e470d0a1a0a0000000d49484452', undefined],
    ['an end before the frame', 'ffd8 ffe0 0010', undefined],
    ['nothing', '', undefined],
  ])('reads %s', (_name, hex, size) => {
    expect(jpegSize(bytes(hex))).toEqual(size);
  });

  it('says something of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        const size = jpegSize(new Uint8Array([0xff, 0xd8, 0xff, ...rest]));
        expect(size === undefined || (size.width > 0 && size.height > 0)).toBe(true);
      }),
    );
  });
});

describe('isPhoto', () => {
  it.each([
    ['ffd8ffe0', true],
    ['89504e470d0a1a0a00', true],
    ['474946383961', true],
    ['3c68746d6c3e', false],
    ['', false],
  ])('%s: %s', (hex, expected) => {
    expect(isPhoto(bytes(hex))).toBe(expected);
  });
});
