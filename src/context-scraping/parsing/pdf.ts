import { fileURLToPath } from 'node:url';
import type { PDFDocumentProxy, TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { languageOf } from './language.js';
import type { ParsedDocument } from './parsed.js';
import { ParsingError } from './parsing-error.js';
import { MAX_CONTENT_CHARACTERS } from './parsing-limits.js';
import { keywordsOf, oneLine } from './plain-text.js';
import { readDate } from './lenient-date.js';
import { contentOf } from './text-document.js';

/** Pages that are read; a book has fewer. */
const MAX_PAGES = 500;

/** A gap between two lines of more than this many of their heights begins a paragraph. */
const PARAGRAPH_GAP = 1.8;

/** pdfjs's values of `verbosity`: a broken file is the user's news, not the log's. */
const ERRORS_ONLY = 0;

/**
 * Reads the text of a PDF, paragraphs kept. Nothing in the file is run, no font is loaded and nothing is fetched.
 * @throws {ParsingError} ENCRYPTED, NO_TEXT, UNPARSABLE
 */
export async function parsePdf(bytes: Uint8Array): Promise<ParsedDocument> {
  // Loaded for the first PDF only: it takes 200 ms and 40 MB.
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const loading = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    stopAtErrors: false,
    enableXfa: false,
    cMapUrl: fileURLToPath(new URL('../../cmaps/', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'))),
    standardFontDataUrl: fileURLToPath(
      new URL('../../standard_fonts/', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')),
    ),
    verbosity: ERRORS_ONLY,
  });
  try {
    return await readDocument(await loading.promise);
  } catch (error) {
    throw refusalOf(error);
  } finally {
    await loading.destroy();
  }
}

async function readDocument(pdf: PDFDocumentProxy): Promise<ParsedDocument> {
  const info = (await pdf.getMetadata()).info as Record<string, unknown>;
  let text = '';
  let pages = 0;
  while (pages < Math.min(pdf.numPages, MAX_PAGES) && text.length <= MAX_CONTENT_CHARACTERS) {
    const page = await pdf.getPage(++pages);
    const { items } = await page.getTextContent();
    text += `${pageText(items.filter((item) => 'str' in item))}\n\n`;
    page.cleanup();
  }
  if (text.trim() === '') throw new ParsingError('NO_TEXT', 'The PDF holds no text; pictures of text are not read.');
  return {
    title: nameOf(info.Title),
    content: contentOf(text),
    author: nameOf(info.Author),
    publishedAt: pdfDate(info.CreationDate),
    language: languageOf([nameOf(info.Language)], text),
    keywords: keywordsOf((nameOf(info.Keywords, 2_000) ?? '').split(/[,;]/)),
    truncated: pages < pdf.numPages || text.length > MAX_CONTENT_CHARACTERS,
  };
}

/** Lines as they stand; a larger gap between two begins a paragraph. */
function pageText(items: TextItem[]): string {
  let text = '';
  let above: TextItem | null = null;
  for (const item of items) {
    const gap = above ? above.transform[5] - item.transform[5] : 0;
    if (above && item.str && gap > PARAGRAPH_GAP * Math.max(item.height, above.height, 1)) text += '\n';
    text += item.hasEOL ? `${item.str}\n` : item.str;
    if (item.str.trim()) above = item;
  }
  return text;
}

function refusalOf(error: unknown): ParsingError {
  if (error instanceof ParsingError) return error;
  const isLocked = error instanceof Error && error.name === 'PasswordException';
  return isLocked
    ? new ParsingError('ENCRYPTED', 'The PDF is protected by a password.', { cause: error })
    : new ParsingError('UNPARSABLE', 'The file is no PDF, or a broken one.', { cause: error });
}

function nameOf(value: unknown, max?: number): string | null {
  return typeof value === 'string' ? oneLine(value, max) : null;
}

/** `D:20240131120000+01'00'` (PDF 32000-1, 7.9.4). */
function pdfDate(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const found = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})?(\d{2})?)?(?:([+-]\d{2})'?(\d{2})?)?/.exec(value);
  if (!found) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone = '+00', half = '00'] =
    found;
  return readDate(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}:${half}`);
}
