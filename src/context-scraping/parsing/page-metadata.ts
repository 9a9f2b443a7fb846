import type { DomDocument } from './dom.js';
import { readDate } from './lenient-date.js';
import { keywordsOf, oneLine } from './plain-text.js';

export interface PageMetadata {
  title: string | null;
  publishedAt: string | null;
  /** Language tags as the page declares them, best first. */
  languages: (string | null | undefined)[];
  keywords: string[];
}

/** Names under which pages give their date of publication, best first (Open Graph, Parse.ly, Dublin Core, Sailthru, …). */
const DATE_NAMES = [
  'article:published_time', 'og:published_time', 'parsely-pub-date', 'datepublished', 'dcterms.issued', 'dc.date.issued',
  'dcterms.created', 'dc.date.created', 'dc.date', 'dcterms.date', 'sailthru.date', 'pubdate', 'publishdate',
  'publish-date', 'publish_date', 'publication_date', 'date',
]; // prettier-ignore

/** What a page says about itself outside its text. */
export function readMetadata(document: DomDocument): PageMetadata {
  const metas = metasOf(document);
  const first = (name: string): string | undefined => metas.get(name)?.[0];
  const tags = [...(metas.get('article:tag') ?? []), ...(metas.get('og:article:tag') ?? [])];
  const lists = ['keywords', 'news_keywords', 'parsely-tags'].flatMap((name) => metas.get(name) ?? []);
  return {
    title: oneLine(first('og:title')) ?? oneLine(document.title) ?? oneLine(document.querySelector('h1')?.textContent),
    publishedAt: publishedAt(document, DATE_NAMES.map(first)),
    languages: [
      document.documentElement.getAttribute('lang') || document.documentElement.getAttribute('xml:lang'),
      first('content-language'),
      first('og:locale'),
      first('dc.language'),
    ],
    keywords: keywordsOf([...lists.flatMap((list) => list.split(/[,;，、；]/)), ...tags]),
  };
}

/** The values of `<meta>` by name, property, itemprop or http-equiv, in lower case. */
function metasOf(document: DomDocument): Map<string, string[]> {
  const metas = new Map<string, string[]>();
  for (const meta of document.querySelectorAll('meta[content]')) {
    for (const kind of ['name', 'property', 'itemprop', 'http-equiv']) {
      const name = meta.getAttribute(kind)?.trim().toLowerCase();
      if (!name) continue;
      const values = metas.get(name) ?? [];
      values.push(meta.getAttribute('content')!);
      metas.set(name, values);
    }
  }
  return metas;
}

/** The first date that is one: the page's `<meta>`, its JSON-LD, then the `<time>` that is marked or stands in the article. */
function publishedAt(document: DomDocument, declared: (string | undefined)[]): string | null {
  const linkedData = [...document.querySelectorAll('script[type="application/ld+json" i]')].map(
    (script) => /"datePublished"\s*:\s*"([^"\\]{1,100})"/.exec(script.textContent ?? '')?.[1],
  );
  const times = ['[itemprop~="datePublished"]', 'time[pubdate]', 'article time', 'time'].map((selector) => {
    const element = document.querySelector(selector);
    return element?.getAttribute('datetime') ?? element?.getAttribute('content') ?? element?.textContent;
  });
  for (const candidate of [...declared, ...linkedData, ...times]) {
    const date = readDate(candidate);
    if (date) return date;
  }
  return null;
}
