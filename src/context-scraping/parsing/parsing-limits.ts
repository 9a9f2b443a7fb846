const MB = 1024 * 1024;

/** The most bytes of each kind, as they come over the network (gzip of a sitemap file apart). */
export const MAX_BYTES = { page: 5 * MB, feed: 10 * MB, sitemap: 10 * MB, pdf: 25 * MB, text: 10 * MB } as const;

/** The most bytes of a sitemap once decompressed (sitemaps.org: 50 MB). */
export const MAX_SITEMAP_BYTES = 50 * MB;

/** The most characters (UTF-16 units) that are kept of one document: about 200 000 words, a book of 700 pages. */
export const MAX_CONTENT_CHARACTERS = 1_000_000;

/** The most entries of a sitemap (sitemaps.org). */
export const MAX_SITEMAP_ENTRIES = 50_000;

/** How long a document of each kind may take in the thread, in ms. */
export const DEADLINE_MS = { page: 5_000, feed: 5_000, sitemap: 5_000, pdf: 60_000, text: 5_000 } as const;
