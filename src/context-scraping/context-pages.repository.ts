import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { ContextPage } from '../core/database/generated/client.js';

/** What an earlier visit to an address left. */
export type KnownPage = Omit<ContextPage, 'contextSourceId' | 'url'>;

/**
 * Remembers, of each address that a source was read from, what the next visit needs to know. Read and written for every page
 * that is visited, so by SQL of its own (docs/adr/0002).
 */
@Injectable()
export class ContextPagesRepository {
  constructor(private readonly database: Database) {}

  async find(contextSourceId: string, url: string): Promise<KnownPage | null> {
    const [page] = await this.database.query<KnownPage>(
      `SELECT etag, last_modified AS "lastModified", links, skipped, fetched_at AS "fetchedAt"
       FROM context_pages WHERE context_source_id = $1 AND url = $2`,
      [contextSourceId, url],
    );
    return page ?? null;
  }

  async remember(page: Omit<ContextPage, 'fetchedAt'>): Promise<void> {
    const { contextSourceId, url, etag, lastModified, links, skipped } = page;
    await this.database.query(
      `INSERT INTO context_pages (context_source_id, url, etag, last_modified, links, skipped)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (context_source_id, url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
         links = excluded.links, skipped = excluded.skipped, fetched_at = excluded.fetched_at`,
      [contextSourceId, url, etag, lastModified, links, skipped],
    );
  }

  /** Notes that an address was visited and had not changed. */
  async touch(contextSourceId: string, url: string): Promise<void> {
    await this.database.query('UPDATE context_pages SET fetched_at = now() WHERE context_source_id = $1 AND url = $2', [
      contextSourceId,
      url,
    ]);
  }
}
