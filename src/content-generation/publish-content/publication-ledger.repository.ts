import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database.js';
import type { ContentStatus, ContentType, Platform, PublicationStatus } from '../../core/database/enums.js';
import { createId } from '../../core/database/id.js';
import type { SqlClient } from '../../core/database/sql.js';
import { PermanentJobError, TransientJobError } from '../../core/queue/job-errors.js';
import { requireHeldJob } from '../held-job.js';
import { type PublishedPost, SEND_TIMEOUT_MS } from '../../platforms/social-platform.js';

/** The attempt that writes: only while its dispatch holds the job may it open an entry or send. */
export interface Holder {
  readonly organizationId: string;
  readonly jobId: string;
  readonly token: bigint;
}

/** What is to be published where, as the record has it. */
export interface Publishable {
  readonly contentItemId: string;
  readonly variationId: string;
  readonly platform: Platform;
  readonly contentType: ContentType;
  readonly status: ContentStatus;
  /** Several are a thread. */
  readonly posts: readonly string[];
  readonly mediaUrls: readonly string[];
  readonly account: { readonly id: string; readonly platformId: string; readonly isOfBrand: boolean };
}

/** A row of the ledger, and what it is about. */
export interface LedgerEntry {
  readonly id: string;
  readonly status: PublicationStatus;
  /** The posts that are out; the next one has their count as its place. */
  readonly postIds: readonly string[];
  readonly prepared: string | null;
  /** When the last call that makes a post public began; what later writes about that call are guarded by. */
  readonly sentAt: Date | null;
  /** For how long that call may still be under way, in milliseconds. */
  readonly underWayMs: number;
  readonly permalink: string | null;
  readonly publishedAt: Date | null;
}

interface Row extends LedgerEntry {
  readonly jobId: string;
  readonly fingerprint: string;
  readonly isHeldByAnother: boolean;
}

/** The clocks of the platform, of PostgreSQL and of a call's own time limit may differ by this much, in milliseconds. */
const MARGIN_MS = 2_000;

/** An entry as the handler sees it. */
const entryColumns = `p.id, p.status, p.post_ids AS "postIds", p.prepared, p.sent_at AS "sentAt", p.permalink,
  p.published_at AS "publishedAt",
  CASE WHEN p.status = 'SENT' THEN greatest(0, extract(epoch FROM p.sent_at - clock_timestamp()) * 1000
    + ${SEND_TIMEOUT_MS + MARGIN_MS})::float8 ELSE 0 END AS "underWayMs"`;

/**
 * The publish ledger: a row a variation and account of a platform, written before each call that makes a post public, and
 * after it with what is known. An entry is PENDING while nothing is under way, SENT while a call is, CONFIRMED when all its
 * posts are out, UNKNOWN when a call's outcome is not known, FAILED when the platform refused it.
 */
@Injectable()
export class PublicationLedgerRepository {
  constructor(private readonly database: Database) {}

  /** What the job names, as it is now. Nothing is written. @throws {PermanentJobError} when it is not there */
  read(organizationId: string, variationId: string, accountId: string): Promise<Publishable> {
    return readPublishable(this.database, organizationId, variationId, accountId);
  }

  /**
   * Takes the entry for this job, and makes it where there is none: from then on the text does not change.
   * @param check throws where what is read may not be published; called before anything is written
   * @throws {PermanentJobError} when another job is at it, or a thread is half out with other words
   * @throws {TransientJobError} `LEASE_LOST`
   */
  async open(
    holder: Holder,
    variationId: string,
    accountId: string,
    check: (publishable: Publishable) => void,
  ): Promise<{ entry: LedgerEntry; publishable: Publishable }> {
    return this.database.transaction(async (sql) => {
      await requireHeldJob(sql, holder.jobId, holder.token);
      const publishable = await readPublishable(sql, holder.organizationId, variationId, accountId, 'FOR UPDATE OF i');
      const { platform, account } = publishable;
      const fingerprint = fingerprintOf(publishable);
      const key = [variationId, platform, account.platformId];
      const found = await findRow(sql, key, holder);
      if (found?.status === 'CONFIRMED' && found.jobId === holder.jobId) return { entry: found, publishable };
      check(publishable);
      if (!found) {
        await sql.query(
          `INSERT INTO publications (id, organization_id, variation_id, social_account_id, platform, platform_id, job_id, fingerprint, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
          [
            createId(),
            holder.organizationId,
            variationId,
            account.id,
            platform,
            account.platformId,
            holder.jobId,
            fingerprint,
          ],
        );
        return { entry: (await findRow(sql, key, holder))!, publishable };
      }
      refuseTaken(found, fingerprint);
      const [entry] = await sql.query<LedgerEntry>(
        `UPDATE publications p SET job_id = $2, social_account_id = $3, fingerprint = $4, error = NULL, updated_at = now(),
           status = CASE WHEN status = 'FAILED' THEN 'PENDING' ELSE status END,
           prepared = CASE WHEN fingerprint = $4 THEN prepared END
         WHERE id = $1 RETURNING ${entryColumns}`,
        [found.id, holder.jobId, account.id, fingerprint],
      );
      return { entry: entry!, publishable };
    });
  }

  /** Keeps what the platform made of the preparations. */
  async keepPrepared({ id }: LedgerEntry, prepared: string | null): Promise<void> {
    await this.database.query('UPDATE publications SET prepared = $2, updated_at = now() WHERE id = $1', [
      id,
      prepared,
    ]);
  }

  /**
   * Says that the next post is about to be sent. Committed before the call.
   * @returns when, which guards what is written of this call
   * @throws {TransientJobError} `LEASE_LOST` when another attempt has the job, or has gone on
   */
  async markSent({ id, postIds, sentAt }: LedgerEntry, holder: Holder): Promise<Date> {
    return this.database.transaction(async (sql) => {
      await requireHeldJob(sql, holder.jobId, holder.token);
      const [row] = await sql.query<{ sentAt: Date }>(
        `UPDATE publications SET status = 'SENT', updated_at = now(),
           sent_at = greatest(date_trunc('milliseconds', clock_timestamp()), sent_at + interval '1 millisecond')
         WHERE id = $1 AND job_id = $2 AND cardinality(post_ids) = $3 AND sent_at IS NOT DISTINCT FROM $4
           AND status IN ('PENDING', 'SENT', 'UNKNOWN')
         RETURNING sent_at AS "sentAt"`,
        [id, holder.jobId, postIds.length, sentAt],
      );
      if (!row) throw leaseLost();
      return row.sentAt;
    });
  }

  /**
   * Keeps that the post of that call is out. With the last one the entry is CONFIRMED and its content item PUBLISHED. Not
   * guarded by the lease: it is true whoever says it.
   * @returns the entry as it is now; where another attempt has said it before, as that left it
   */
  async confirm(entryId: string, sentAt: Date, post: PublishedPost, isLast: boolean): Promise<LedgerEntry> {
    return this.database.transaction(async (sql) => {
      await sql.query(
        `WITH confirmed AS (UPDATE publications SET post_ids = post_ids || $3::text, permalink = coalesce(permalink, $4),
             status = CASE WHEN $5 THEN 'CONFIRMED' ELSE 'PENDING' END::publication_status,
             published_at = CASE WHEN $5 THEN sent_at END, error = NULL, updated_at = now()
           WHERE id = $1 AND sent_at = $2 AND status IN ('SENT', 'UNKNOWN') RETURNING variation_id, status)
         UPDATE content_items i SET status = 'PUBLISHED', updated_at = now()
         FROM confirmed c JOIN content_variations v ON v.id = c.variation_id
         WHERE i.id = v.content_item_id AND c.status = 'CONFIRMED' AND i.status = 'APPROVED'`,
        [entryId, sentAt, post.postId, post.permalink, isLast],
      );
      const [entry] = await sql.query<LedgerEntry>(`SELECT ${entryColumns} FROM publications p WHERE id = $1`, [
        entryId,
      ]);
      if (!entry)
        throw new PermanentJobError('The content was removed while it was published', { code: 'CONTENT_NOT_FOUND' });
      return entry;
    });
  }

  /**
   * Keeps what is known of a call that confirmed nothing, or of preparations that failed.
   * @param sentAt of that call; null when none was made
   */
  async settle(
    entryId: string,
    sentAt: Date | null,
    status: 'PENDING' | 'UNKNOWN' | 'FAILED',
    error: string,
  ): Promise<void> {
    await this.database.query(
      `UPDATE publications SET status = $3::publication_status, error = $4, updated_at = now(),
         prepared = CASE WHEN $3::publication_status = 'UNKNOWN' THEN prepared END
       WHERE id = $1 AND sent_at IS NOT DISTINCT FROM $2 AND status IN ('PENDING', 'SENT', 'UNKNOWN')`,
      [entryId, sentAt, status, error],
    );
  }

  /**
   * Closes what a failed job leaves behind: what is surely not out is FAILED.
   * @returns whether it may be out
   */
  async giveUp(jobId: string, error: string): Promise<boolean> {
    const rows = await this.database.query<{ status: PublicationStatus }>(
      `UPDATE publications SET status = CASE WHEN status = 'PENDING' THEN 'FAILED' ELSE status END, error = $2, updated_at = now()
       WHERE job_id = $1 AND status IN ('PENDING', 'SENT', 'UNKNOWN') RETURNING status`,
      [jobId, error],
    );
    return rows.some(({ status }) => status !== 'FAILED');
  }

  /** Whether the ledger has this post of the account's in another entry. */
  async isAnothers(entryId: string, platform: Platform, platformId: string, postId: string): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT FROM publications WHERE platform = $2 AND platform_id = $3 AND post_ids @> ARRAY[$4::text] AND id <> $1 LIMIT 1',
      [entryId, platform, platformId, postId],
    );
    return rows.length > 0;
  }
}

function leaseLost(): TransientJobError {
  return new TransientJobError('This attempt no longer holds the job; nothing was sent', { code: 'LEASE_LOST' });
}

async function readPublishable(
  sql: SqlClient,
  organizationId: string,
  variationId: string,
  accountId: string,
  lock = '',
): Promise<Publishable> {
  const [text] = await sql.query<Omit<Publishable, 'account'> & { brandId: string; content: string }>(
    `SELECT i.id AS "contentItemId", v.id AS "variationId", v.platform, i.content_type AS "contentType", i.status,
       CASE WHEN cardinality(v.posts) > 0 THEN v.posts ELSE ARRAY[v.content] END AS posts, v.media_urls AS "mediaUrls", i.brand_id AS "brandId"
     FROM content_variations v JOIN content_items i ON i.id = v.content_item_id
     WHERE v.id = $1 AND i.organization_id = $2 ${lock}`,
    [variationId, organizationId],
  );
  if (!text) throw new PermanentJobError('The content no longer exists', { code: 'CONTENT_NOT_FOUND' });
  const [account] = await sql.query<{ id: string; platform: Platform; platformId: string; brandId: string }>(
    `SELECT id, platform, platform_id AS "platformId", brand_id AS "brandId" FROM social_accounts WHERE id = $1 AND organization_id = $2`,
    [accountId, organizationId],
  );
  if (!account) throw new PermanentJobError('The account was removed', { code: 'ACCOUNT_NOT_FOUND' });
  const { brandId, ...publishable } = text;
  const isOfBrand = account.brandId === brandId && account.platform === text.platform;
  return { ...publishable, account: { id: account.id, platformId: account.platformId, isOfBrand } };
}

async function findRow(sql: SqlClient, key: readonly unknown[], { jobId }: Holder): Promise<Row | undefined> {
  const [row] = await sql.query<Row>(
    `SELECT ${entryColumns}, p.job_id AS "jobId", p.fingerprint,
       p.job_id <> $4 AND EXISTS (SELECT FROM engine.unfinished u WHERE u.job_id = p.job_id) AS "isHeldByAnother"
     FROM publications p WHERE p.variation_id = $1 AND p.platform = $2 AND p.platform_id = $3 FOR UPDATE OF p`,
    [...key, jobId],
  );
  return row;
}

/** @throws {PermanentJobError} where the entry is not for this job, or for this text */
function refuseTaken(row: Row, fingerprint: string): void {
  if (row.status === 'CONFIRMED')
    throw new PermanentJobError('This text is published on this account already', { code: 'ALREADY_PUBLISHED' });
  if (row.isHeldByAnother)
    throw new PermanentJobError('Another job is publishing this text on this account', { code: 'PUBLISH_UNDER_WAY' });
  const mayBeOut = row.status === 'SENT' || row.status === 'UNKNOWN' || row.postIds.length > 0;
  if (mayBeOut && row.fingerprint !== fingerprint)
    throw new PermanentJobError('The text was changed after it, or a part of it, may have been published', {
      code: 'CONTENT_CHANGED',
    });
}

/** What would be the same post again. */
function fingerprintOf({ posts, mediaUrls }: Publishable): string {
  return createHash('sha256')
    .update(JSON.stringify([posts, mediaUrls]))
    .digest('base64url');
}
