import { canonicalUrl, isSameSite } from '../canonical-url.js';

/** An address to visit. */
export interface Visit {
  url: string;
  /** 0 for the start page and what sitemaps list, one more with each link that led to it. */
  depth: number;
}

/** A page is reached from the start by at most this many links: what lies deeper is archives and calendars. */
const MAX_DEPTH = 6;

/** What is waiting is bounded, however much a site links to. */
const MAX_WAITING = 5_000;

/** The order in which a site's pages are visited: breadth first, each once, however its address is decorated. */
export class Crawl {
  private readonly waiting: Visit[] = [];
  private readonly seen = new Set<string>();

  /** @param start canonical; only pages of its site are visited */
  constructor(private readonly start: string) {
    this.add([start], 0);
  }

  /** Whether anything waits to be visited. */
  get isDone(): boolean {
    return this.waiting.length === 0;
  }

  next(): Visit | undefined {
    return this.waiting.shift();
  }

  /** Adds what a sitemap lists, or what a page at `depth - 1` links to. Addresses that are no page of the site are left out. */
  add(urls: readonly string[], depth: number): void {
    if (depth > MAX_DEPTH) return;
    for (const address of urls) {
      if (this.waiting.length >= MAX_WAITING) return;
      const url = canonicalUrl(address);
      if (this.seen.has(url) || !isSameSite(url, this.start) || isNoPage(url)) continue;
      this.seen.add(url);
      this.waiting.push({ url, depth });
    }
  }

  /** Takes an address as visited, such as the one that another redirects to. False when it was seen before. */
  mark(address: string): boolean {
    const url = canonicalUrl(address);
    const isNew = !this.seen.has(url);
    this.seen.add(url);
    return isNew;
  }
}

/** Files that are plainly something else than a page: not worth a request. */
const NO_PAGE =
  /\.(?:7z|avi|avif|bmp|bz2|css|csv|dmg|docx?|exe|gif|gz|ico|iso|jpe?g|js|json|m4a|mov|mp[34]|mpe?g|ogg|pdf|png|pptx?|rar|rss|svg|tar|tiff?|ttf|wav|webm|webp|woff2?|xlsx?|xml|zip)$/i;

function isNoPage(url: string): boolean {
  return NO_PAGE.test(new URL(url).pathname);
}
