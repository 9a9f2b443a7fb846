/** Where bytes came from, as far as it bears on how they are read. */
export interface ByteSource {
  /** The Content-Type header as it was sent. */
  contentType?: string | null;
  /** The absolute address of the bytes, after redirects; relative links are resolved against it. */
  url: string;
}

/** A page for readers: what a context item is made of. */
export interface Article {
  title: string;
  /** Markdown without raw HTML. */
  content: string;
  summary: string | null;
  author: string | null;
  /** ISO 8601, UTC. */
  publishedAt: string | null;
  /** BCP 47. */
  language: string | null;
  keywords: string[];
}

export interface ParsedPage {
  article: Article | { skipped: string };
  canonicalUrl: string | null;
  /** Where the page links to: http(s), absolute, no fragment, no repeats; without those marked `rel=nofollow`. */
  links: string[];
  /** The feeds that the page names, best first. */
  feeds: string[];
  /** What `<meta name="robots">` says. */
  noindex: boolean;
  nofollow: boolean;
}

export interface FeedItem extends Omit<Article, 'title'> {
  /** Unique in the feed: its guid or id, else its address, else a digest of what it says. */
  id: string;
  /** http(s), absolute. */
  url: string | null;
  title: string | null;
}

export interface ParsedFeed {
  title: string | null;
  /** The site that the feed belongs to. */
  siteUrl: string | null;
  /** Newest first, those without a date last; one an id. */
  items: FeedItem[];
  /** The feed has more items than were asked for. */
  truncated: boolean;
}

export interface SitemapEntry {
  /** http(s), absolute. */
  url: string;
  /** ISO 8601, UTC. */
  lastModified: string | null;
}

export interface ParsedSitemap {
  /** The entries of an index are sitemaps, those of a urlset are pages. */
  kind: 'index' | 'urlset';
  entries: SitemapEntry[];
  /** The sitemap has more entries than are read. */
  truncated: boolean;
}

export interface ParsedDocument extends Omit<Article, 'title' | 'summary'> {
  /** Null where the document does not name itself. */
  title: string | null;
  /** The document goes on behind what was read (pages or characters). */
  truncated: boolean;
}

/** One document as the parsing thread takes it. */
export type ParseRequest =
  | { kind: 'page'; bytes: Uint8Array; source: ByteSource }
  | { kind: 'feed'; bytes: Uint8Array; source: ByteSource; maxItems: number }
  | { kind: 'sitemap'; bytes: Uint8Array; source: ByteSource }
  | { kind: 'pdf'; bytes: Uint8Array }
  | { kind: 'text'; bytes: Uint8Array; contentType: string | null };

/** What each kind of request is answered with. */
export interface ParseResults {
  page: ParsedPage;
  feed: ParsedFeed;
  sitemap: ParsedSitemap;
  pdf: ParsedDocument;
  text: ParsedDocument;
}
