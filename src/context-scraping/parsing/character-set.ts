import { isUtf8 } from 'node:buffer';
import { getBOMEncoding, normalizeEncoding, TextDecoder } from '@exodus/bytes/encoding.js';
import { getEncoding } from 'encoding-sniffer';

/** Where a document's own declaration is looked for (WHATWG HTML, prescan a byte stream). */
const PRESCAN_BYTES = 1024;

/**
 * A declaration in the document gives way to UTF-8 when the bytes are UTF-8 with at least so many characters beyond
 * ASCII: text in another character set does not look like that by chance, while pages are often saved anew as UTF-8 with
 * their old declaration in them.
 */
const TELLING_CHARACTERS = 32;

/**
 * Decodes a page as a browser does: byte order mark, then the Content-Type's charset, then `<meta>` in the first 1024
 * bytes, then windows-1252; labels by the WHATWG table. UTF-8 that says nothing, or something else than it is, is read too.
 */
export function decodeHtml(bytes: Uint8Array, contentType?: string | null): string {
  const outside = outsideEncoding(bytes, contentType);
  if (outside) return decode(bytes, outside);
  if (looksLikeUtf8(bytes, TELLING_CHARACTERS)) return decode(bytes, 'utf-8');
  const declared = getEncoding(bytes, { maxBytes: PRESCAN_BYTES, defaultEncoding: 'windows-1252' });
  return decode(bytes, declared === 'windows-1252' && looksLikeUtf8(bytes, 1) ? 'utf-8' : declared);
}

/**
 * Decodes XML: byte order mark, then the Content-Type's charset (RFC 7303, 3), then the XML declaration, then UTF-8, and
 * windows-1252 when it is not that.
 */
export function decodeXml(bytes: Uint8Array, contentType?: string | null): string {
  const outside = outsideEncoding(bytes, contentType) ?? utf16OfXml(bytes);
  if (outside) return decode(bytes, outside);
  if (looksLikeUtf8(bytes, TELLING_CHARACTERS)) return decode(bytes, 'utf-8');
  const start = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString('latin1');
  const label = /<\?xml\s[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)/i.exec(start)?.[1];
  const declared = label && asciiCompatible(normalizeEncoding(label));
  return decode(bytes, declared || (isUtf8(bytes) ? 'utf-8' : 'windows-1252'));
}

/** Decodes plain text: byte order mark, then the Content-Type's charset, then UTF-8, and windows-1252 when it is not that. */
export function decodeText(bytes: Uint8Array, contentType?: string | null): string {
  return decode(bytes, outsideEncoding(bytes, contentType) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252'));
}

function outsideEncoding(bytes: Uint8Array, contentType?: string | null): string | null {
  const label = /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '')?.[1];
  return getBOMEncoding(bytes) ?? (label ? normalizeEncoding(label) : null);
}

/** UTF-16 without a byte order mark, by the NULs in its `<?` (XML 1.0, appendix F). */
function utf16OfXml(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (start === '3c003f00') return 'utf-16le';
  return start === '003c003f' ? 'utf-16be' : null;
}

/** Whoever could read a declaration byte by byte is not in UTF-16, whatever it says. */
function asciiCompatible(encoding: string | null): string | null {
  return encoding?.startsWith('utf-16') ? 'utf-8' : encoding;
}

function looksLikeUtf8(bytes: Uint8Array, characters: number): boolean {
  let leads = 0;
  for (let at = 0; at < bytes.length && leads < characters; at++) if (bytes[at]! >= 0xc2) leads++;
  return leads >= characters && isUtf8(bytes);
}

/** A label without a decoder (`replacement`, by which browsers refuse ISO-2022-KR and the like) is read as UTF-8. */
function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding === 'replacement' ? 'utf-8' : encoding).decode(bytes);
}
