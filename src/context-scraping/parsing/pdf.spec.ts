import { describe, expect, it } from 'vitest';
import { parsePdf } from './pdf.js';

/** A PDF of one page that shows what `content` draws. */
function pdf(content: string, trailer = ''): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    "<</Title(Foxes)/Author(Jane Doe)/Keywords(fox, dog)/CreationDate(D:20240131120000+01'00')>>",
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj${object}endobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer<</Root 1 0 R/Info 6 0 R${trailer}>>\n%%EOF`, 'latin1');
}

describe('parsePdf', () => {
  it('reads the text, its paragraphs, and what the file says about itself', async () => {
    const content = 'BT /F 12 Tf 72 720 Td (One <b>) Tj 0 -14 Td (two) Tj 0 -40 Td (three) Tj ET';
    await expect(parsePdf(pdf(content))).resolves.toEqual({
      title: 'Foxes',
      author: 'Jane Doe',
      keywords: ['fox', 'dog'],
      publishedAt: '2024-01-31T11:00:00.000Z',
      content: 'One &lt;b>\ntwo\n\nthree',
      language: null,
      truncated: false,
    });
  });

  it.each([
    ['UNPARSABLE', Buffer.from('%PDF-1.7 rubbish')],
    ['UNPARSABLE', Buffer.alloc(0)],
    ['NO_TEXT', pdf('0 0 m 100 100 l S')],
    [
      'ENCRYPTED',
      pdf('', `/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>`),
    ],
  ])('refuses with %s', async (code, bytes) => {
    await expect(parsePdf(bytes)).rejects.toMatchObject({ code });
  });
});
