import type { FeedEntry, FeedOutline, FeedText } from './feed-item.js';
import { childOf, childrenOf, firstText, innerHtml, textOf } from './xml-query.js';
import type { XmlElement } from './xml-tree.js';

/** Reads RSS 0.90 to 2.0, 1.0 (RDF) and 1.1: all have items with much the same elements, in places that differ. */
export function readRss(root: XmlElement): FeedOutline {
  const channel = root.name === 'channel' ? root : childOf(root, 'channel');
  const places = [root, ...childrenOf(root, 'channel')];
  const items = places
    .flatMap((place) => [place, ...childrenOf(place, 'items')])
    .flatMap((place) => childrenOf(place, 'item', 'entry'));
  const languages = [firstText(channel, 'language', 'dc:language'), channel?.language ?? root.language];
  return {
    title: htmlOf(childOf(channel, 'title', 'dc:title')),
    siteUrl: firstText(channel, 'link') ?? channel?.attributes.get('about') ?? null,
    entries: [...new Set(items)].map((item) => entryOf(item, languages)),
  };
}

function entryOf(item: XmlElement, languages: (string | null)[]): FeedEntry {
  const guid = childOf(item, 'guid');
  const media = childOf(item, 'media:group') ?? childOf(item, 'media:content') ?? item;
  const description = textElement(item, 'description', 'summary', 'dc:description', 'dcterms:abstract', 'itunes:summary') ??
    textElement(item, 'media:description') ?? textElement(media, 'media:description'); // prettier-ignore
  return {
    id: textOf(guid).trim() || item.attributes.get('about') || firstText(item, 'id', 'atom:id', 'dc:identifier'),
    url: linkOf(item, guid),
    base: item.base,
    title: htmlOf(textElement(item, 'title', 'dc:title', 'dcterms:title', 'media:title', 'itunes:title') ?? childOf(media, 'media:title')),
    content: htmlOf(textElement(item, 'content:encoded', 'xhtml:body', 'body', 'content', 'atom:content', 'fullitem')),
    summary: htmlOf(description),
    authors: authorsOf(item),
    dates: ['pubdate', 'dc:date', 'dcterms:issued', 'atom:published', 'published', 'dcterms:created', 'dcterms:date', 'date', 'atom:updated', 'updated', 'dcterms:modified'].map((name) => firstText(item, name)),
    keywords: keywordsOf(item),
    languages: [firstText(item, 'dc:language'), ...languages],
  }; // prettier-ignore
}

/** A guid is an address unless it says that it is not (RSS 2.0); `rdf:about` is one in RSS 1.0. */
function linkOf(item: XmlElement, guid: XmlElement | undefined): string | null {
  const original = firstText(item, 'feedburner:origlink');
  if (original) return original;
  for (const link of childrenOf(item, 'link', 'atom:link')) {
    const rel = link.attributes.get('rel') ?? 'alternate';
    const address = textOf(link).trim() || (rel === 'alternate' && link.attributes.get('href'));
    if (address) return address;
  }
  const permalink = textOf(guid).trim();
  const isAddress = guid?.attributes.get('ispermalink')?.toLowerCase() !== 'false' && /^https?:/i.test(permalink);
  return isAddress ? permalink : (item.attributes.get('about') ?? item.attributes.get('resource') ?? null);
}

/** Authors by the names that feeds give them, from the first kind that there is. */
function authorsOf(item: XmlElement): string[] {
  for (const name of ['dc:creator', 'dcterms:creator', 'author', 'atom:author', 'itunes:author', 'media:credit', 'dc:contributor']) {
    const authors = childrenOf(item, name).map((author) => firstText(author, 'name', 'atom:name') ?? textOf(author).trim());
    if (authors.some(Boolean)) return authors;
  } // prettier-ignore
  return [];
}

function keywordsOf(item: XmlElement): string[] {
  const single = childrenOf(item, 'category', 'atom:category').map(
    (category) =>
      textOf(category).trim() || (category.attributes.get('label') ?? category.attributes.get('term') ?? ''),
  );
  const lists = childrenOf(item, 'dc:subject', 'dcterms:subject', 'itunes:keywords', 'media:keywords').flatMap((list) =>
    textOf(list).split(','),
  );
  return [...single, ...lists];
}

/** The first element of these names that holds anything; names come best first. */
function textElement(item: XmlElement, ...names: string[]): XmlElement | undefined {
  return names
    .flatMap((name) => childrenOf(item, name))
    .find((element) => element.children.some((child) => typeof child !== 'string' || child.trim() !== ''));
}

/** RSS does not say whether text is HTML: it is read as such. Elements that were not escaped are part of it. */
function htmlOf(element: XmlElement | undefined): FeedText | null {
  if (!element) return null;
  const hasElements = element.children.some((child) => typeof child !== 'string');
  return { kind: 'html', value: hasElements ? innerHtml(element) : textOf(element), base: element.base };
}
