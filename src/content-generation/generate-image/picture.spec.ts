import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makePictures } from './picture.js';

const SIZE = { width: 1152, height: 864 };

const plain = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 200, g: 30, b: 30, alpha: 0 } } });

const read = async (bytes: Buffer) => {
  const { format, width, height, space, hasAlpha, exif } = await sharp(bytes).metadata();
  return { format, width, height, space, hasAlpha, exif };
};

describe('makePictures', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'makes JPEGs of the wanted size of a %s of another ratio',
    async (format) => {
      const sent = await plain(1536, 1024)
        .toFormat(format)
        .withExif({ IFD0: { Copyright: 'secret' } })
        .toBuffer();
      const { image, thumbnail } = await makePictures(sent.toString('base64'), SIZE);
      const jpeg = { format: 'jpeg', space: 'srgb', hasAlpha: false, exif: undefined };
      expect(await read(image)).toEqual({ ...jpeg, ...SIZE });
      expect(await read(thumbnail)).toEqual({ ...jpeg, width: 400, height: 300 });
    },
  );

  it('puts what is transparent on white', async () => {
    const sent = await plain(1152, 864, 4).png().toBuffer();
    const { image } = await makePictures(sent.toString('base64'), SIZE);
    const { channels } = await sharp(image).stats();
    expect(channels.map(({ min }) => min)).toEqual([255, 255, 255]);
  });

  it.each([
    ['nothing', ''],
    ['what is not base64', '<html>'],
    ['text', Buffer.from('No image').toString('base64')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1152" height="864"/>').toString('base64')],
    ['too many bytes', 'A'.repeat(40 * 1024 * 1024)],
    ['a PNG that claims 30 000 × 30 000', claimedPng(30_000).toString('base64')],
  ])('refuses %s', async (_what, base64) => {
    await expect(makePictures(base64, SIZE)).rejects.toMatchObject({
      name: 'TransientJobError',
      code: 'ANSWER_UNREADABLE',
    });
  });

  it('refuses an image that was cut off, and one that is tiny', async () => {
    const whole = await plain(1152, 864).jpeg().toBuffer();
    const cutOff = whole.subarray(0, whole.length / 2);
    await expect(makePictures(cutOff.toString('base64'), SIZE)).rejects.toThrow('it is broken');
    const tiny = await plain(1, 1).png().toBuffer();
    await expect(makePictures(tiny.toString('base64'), SIZE)).rejects.toThrow('it is too small');
  });

  it('refuses a GIF and a TIFF, whose readers are shut', async () => {
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    const tiff = await plain(1152, 864).tiff().toBuffer();
    for (const bytes of [gif, tiff]) {
      await expect(makePictures(bytes.toString('base64'), SIZE)).rejects.toThrow('of no kind that is read');
    }
  });
});

/** A well-formed PNG with a header that claims a square of that edge. */
function claimedPng(edge: number): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
