import { fromMarkdown } from 'mdast-util-from-markdown';
import { decodeText } from './character-set.js';
import { languageOf } from './language.js';
import { escapeBrackets, escapeHtml } from './markdown.js';
import type { ParsedDocument } from './parsed.js';
import { ParsingError } from './parsing-error.js';
import { MAX_CONTENT_CHARACTERS } from './parsing-limits.js';
import { oneLine, storable, truncate } from './plain-text.js';

/** So often Markdown is read again before it is taken for plain text. */
const MAX_ROUNDS = 3;

type MarkdownNode = ReturnType<typeof fromMarkdown>['children'][number];

/**
 * Reads plain text or Markdown (by the Content-Type) as Markdown without raw HTML.
 * @throws {ParsingError} NO_TEXT; UNPARSABLE for what is no text
 */
export function parseText(bytes: Uint8Array, contentType: string | null): ParsedDocument {
  const text = decodeText(bytes, contentType);
  // Text in UTF-16 is decoded by now, and no other text has NUL.
  if (text.slice(0, 8_192).includes('\0')) throw new ParsingError('UNPARSABLE', 'The file is no text.');
  const isMarkdown = /markdown/i.test(contentType ?? '');
  const content = isMarkdown ? withoutHtml(truncate(storable(text), MAX_CONTENT_CHARACTERS)) : contentOf(text);
  if (content === '') throw new ParsingError('NO_TEXT', 'The file holds no text.');
  return {
    title: isMarkdown ? oneLine(/^#\s+(.+)$/m.exec(content)?.[1], 500) : null,
    content,
    author: null,
    publishedAt: null,
    language: languageOf([], content),
    keywords: [],
    truncated: text.length > MAX_CONTENT_CHARACTERS,
  };
}

/** Plain text as Markdown: paragraphs apart, no HTML, no links; bounded. */
export function contentOf(text: string): string {
  const paragraphs = storable(truncate(text, MAX_CONTENT_CHARACTERS))
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return truncate(escapeBrackets(escapeHtml(paragraphs)), MAX_CONTENT_CHARACTERS);
}

/**
 * Markdown may hold HTML, and links of any scheme: both are made into text, code stays as it is. What was escaped may make
 * HTML or a link of what stands around it, so it is read again.
 */
function withoutHtml(markdown: string): string {
  let safe = markdown;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const spans = unsafeSpans(fromMarkdown(safe).children);
    if (spans.length === 0) return truncate(safe.trim(), MAX_CONTENT_CHARACTERS);
    safe = escapeSpans(safe, spans);
  }
  return contentOf(safe);
}

function escapeSpans(markdown: string, spans: readonly [number, number][]): string {
  let escaped = '';
  let from = 0;
  for (const [start, end] of spans) {
    escaped += markdown.slice(from, start) + escapeBrackets(markdown.slice(start, end).replace(/</g, '&lt;'));
    from = end;
  }
  return escaped + markdown.slice(from);
}

/** Where HTML and unsafe links stand, in order and not one in another. */
function unsafeSpans(nodes: MarkdownNode[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const node of nodes) {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    const unsafe = node.type === 'html' || ('url' in node && !/^(?:https?:|mailto:|[^:]*$)/i.test(node.url));
    if (unsafe) spans.push([start, end]);
    else if ('children' in node) spans.push(...unsafeSpans(node.children));
  }
  return spans;
}
