import type { FeedEntry, FeedOutline, FeedText } from './feed-item.js';
import { childOf, childrenOf, firstText, innerHtml, textOf } from './xml-query.js';
import type { XmlElement } from './xml-tree.js';

/** Reads Atom 1.0 (RFC 4287) and 0.3; a document may also be a single entry. */
export function readAtom(root: XmlElement): FeedOutline {
  const entries = root.name === 'entry' ? [root] : childrenOf(root, 'entry', 'item');
  return {
    title: textConstruct(childOf(root, 'title')),
    siteUrl: alternateLink(root),
    entries: entries.map((entry) => entryOf(entry, root)),
  };
}

function entryOf(entry: XmlElement, feed: XmlElement): FeedEntry {
  const media = childOf(entry, 'media:group') ?? entry;
  const source = childOf(entry, 'source');
  const id = firstText(entry, 'id');
  return {
    id,
    url: firstText(entry, 'feedburner:origlink') ?? alternateLink(entry) ?? (/^https?:/i.test(id ?? '') ? id : null),
    base: entry.base,
    title: textConstruct(childOf(entry, 'title', 'dc:title') ?? childOf(media, 'media:title')),
    content: contentOf(entry) ?? textConstruct(childOf(entry, 'content:encoded')),
    summary: textConstruct(childOf(entry, 'summary', 'description', 'dc:description') ?? childOf(media, 'media:description')),
    authors: [entry, source, feed].map(authorsOf).find((authors) => authors.length > 0) ?? [],
    dates: ['published', 'issued', 'pubdate', 'dc:date', 'created', 'updated', 'modified'].map((name) => firstText(entry, name)),
    keywords: childrenOf(entry, 'category', 'dc:subject').map(
      (category) => category.attributes.get('label') || category.attributes.get('term') || textOf(category),
    ),
    languages: [childOf(entry, 'content')?.language ?? entry.language, firstText(feed, 'dc:language', 'language')],
  }; // prettier-ignore
}

function authorsOf(element: XmlElement | undefined): string[] {
  return childrenOf(element, 'author', 'dc:creator')
    .map((author) => firstText(author, 'name') ?? (childOf(author, 'email', 'uri', 'url') ? '' : textOf(author).trim()))
    .filter(Boolean);
}

/** The page that an entry stands for: RFC 4287, 4.2.7.2: a link without `rel` is one. HTML before other types. */
function alternateLink(element: XmlElement): string | null {
  const links = childrenOf(element, 'link').filter((link) =>
    /^(?:|alternate|http:\/\/www\.iana\.org\/assignments\/relation\/alternate)$/i.test(
      link.attributes.get('rel') ?? '',
    ),
  );
  const html = links.find((link) => /html|^$/.test(link.attributes.get('type') ?? '')) ?? links[0];
  const address = html?.attributes.get('href') ?? textOf(html).trim();
  return address && html && URL.canParse(address, html.base) ? new URL(address, html.base).href : null;
}

/** RFC 4287, 4.1.3: XML other than XHTML, and what is kept elsewhere, is nothing to read. */
function contentOf(entry: XmlElement): FeedText | null {
  const contents = childrenOf(entry, 'content').filter((content) => !content.attributes.has('src'));
  const readable = contents.map(textConstruct).filter((text) => text !== null && text.value.trim() !== '');
  return readable.find((text) => text?.kind === 'html') ?? readable[0] ?? null;
}

/** Atom 1.0 says how text is written by `type`, 0.3 by a media type and `mode`. */
function textConstruct(element: XmlElement | undefined): FeedText | null {
  if (!element) return null;
  const type = element.attributes.get('type')?.toLowerCase() ?? 'text';
  const mode = element.attributes.get('mode')?.toLowerCase();
  const holdsElements = element.children.some((child) => typeof child !== 'string');
  if (type === 'multipart/alternative') return childrenOf(element, 'content').map(textConstruct).find(Boolean) ?? null;
  if (holdsElements && mode !== 'escaped') return ofType(type, 'html', innerHtml(element), element.base);
  const text = mode === 'base64' ? Buffer.from(textOf(element), 'base64').toString('utf8') : textOf(element);
  return ofType(type, /html/.test(type) ? 'html' : 'text', text, element.base);
}

/** Media types other than text (images, programs) are nothing to read. */
function ofType(type: string, kind: FeedText['kind'], value: string, base: string): FeedText | null {
  const isReadable = /^(?:text|html|xhtml)?$|^text\/|xhtml/.test(type) || !type.includes('/');
  return isReadable ? { kind, value, base } : null;
}
