import type { DomDocument, DomElement } from './dom.js';
import { webAddress } from './web-address.js';

/** More links than this are a list of a site, for which there are sitemaps. */
const MAX_LINKS = 2_000;
const MAX_FEEDS = 20;

const FEED_TYPE =
  /^(?:application\/(?:(?:rss|atom|rdf|feed)\+xml|feed\+json)|application\/json|(?:text|application)\/xml)\s*(?:;|$)/i;

/** Where a page links to, for crawling: absolute, without fragments and repeats; what is not to be followed is left out. */
export function linksOf(document: DomDocument, baseUrl: string): string[] {
  const links = new Set<string>();
  for (const anchor of document.querySelectorAll('a[href], area[href]')) {
    if (links.size === MAX_LINKS) break;
    if (/\bnofollow\b/i.test(anchor.getAttribute('rel') ?? '')) continue;
    const address = webAddress(anchor.getAttribute('href'), baseUrl);
    if (address) links.add(address.replace(/#.*$/, ''));
  }
  return [...links];
}

/** The feeds that a page names (`<link rel="alternate" type="application/rss+xml">`), in its order. */
export function feedsOf(document: DomDocument, baseUrl: string): string[] {
  const feeds = new Set<string>();
  for (const link of document.querySelectorAll('link[href][rel]')) {
    const isFeed = /\bfeed\b/i.test(link.getAttribute('rel')!) || isAlternateFeed(link);
    const address = isFeed ? webAddress(link.getAttribute('href'), baseUrl) : null;
    if (address) feeds.add(address);
  }
  return [...feeds].slice(0, MAX_FEEDS);
}

function isAlternateFeed(link: DomElement): boolean {
  return /\balternate\b/i.test(link.getAttribute('rel')!) && FEED_TYPE.test(link.getAttribute('type')?.trim() ?? '');
}
