import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { Platform } from '../core/database/enums.js';
import type { PostMetrics } from '../platforms/social-platform.js';

/** The account that is synced, of the caller's organization. */
export interface SyncedAccount {
  readonly organizationId: string;
  readonly id: string;
}

/** An account that the sweep has read. */
export interface SweptAccount extends SyncedAccount {
  readonly brandId: string;
  readonly platform: Platform;
}

/** A publication whose figures are to be read. */
export interface DuePost {
  readonly publicationId: string;
  /**
   * Of a thread its first post: that is what readers come across, as they do any single post, and what the API shows as the
   * publication's post. Those that follow are seen by the same people again, so their views added up would count readers twice.
   */
  readonly postId: string;
  readonly publishedAt: Date;
}

/** Which posts. */
export interface PostChoice {
  /** Of these variations only; null: all. */
  readonly variationIds: readonly string[] | null;
  /** Also those whose turn it is not, and those that were found deleted. */
  readonly all: boolean;
  /** Not those that were read since. */
  readonly since: Date;
}

/** How far a job has come in earlier attempts. */
export interface SyncStart {
  /** When its first attempt began, by the database's clock. */
  readonly since: Date;
  /** Whether it had to wait for a limit. */
  readonly hasWaited: boolean;
}

/** What the posts that were read since a time brought, together; null: not told. */
export interface SyncTotals {
  readonly posts: number;
  readonly impressions: number | null;
  readonly engagements: number | null;
  /** 0…1, over the posts of which both are told. */
  readonly engagementRate: number | null;
}

/** What a platform's posts brought by the end of a day (UTC). */
export interface DayTotals extends PostMetrics {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly platform: Platform;
  readonly posts: number;
  readonly engagementRate: number | null;
}

/** Which totals. */
export interface DaysChoice {
  readonly brandId?: string | undefined;
  readonly platform?: Platform | undefined;
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
}

/**
 * What is out on the account $1 of the organization $2 for its brand. It goes by the account on the platform, so that posts
 * are followed on when an account was removed and connected again.
 */
const POSTS = `social_accounts a
  JOIN publications p ON p.platform = a.platform AND p.platform_id = a.platform_id AND p.organization_id = a.organization_id
  JOIN content_variations v ON v.id = p.variation_id
  JOIN content_items i ON i.id = v.content_item_id AND i.brand_id = a.brand_id
  WHERE a.id = $1 AND a.organization_id = $2 AND p.status = 'CONFIRMED' AND cardinality(p.post_ids) > 0
    AND ($3::text[] IS NULL OR p.variation_id = ANY ($3))`;

const PUBLISHED_AT = 'coalesce(p.published_at, p.sent_at, p.created_at)';

/** Whose turn it is: see {@link PostMetricsRepository.findDue}. */
const IS_DUE = `(p.deleted_at IS NULL AND (p.metrics_read_at IS NULL
  OR ${PUBLISHED_AT} > clock_timestamp() - interval '3 days'
  OR p.metrics_read_at < clock_timestamp() - CASE WHEN ${PUBLISHED_AT} > clock_timestamp() - interval '30 days'
    THEN interval '23 hours' ELSE interval '6 days 23 hours' END))`;

const RATE = `(sum(engagements) FILTER (WHERE impressions > 0))::float8
  / (sum(impressions) FILTER (WHERE impressions > 0 AND engagements IS NOT NULL))::float8`;

const FIGURES = ['impressions', 'reach', 'likes', 'comments', 'shares', 'saves', 'clicks', 'engagements'] as const;

/** The figures of publications: one row a publication and day (UTC), the last reading of the day. Times are the database's. */
@Injectable()
export class PostMetricsRepository {
  constructor(private readonly database: Database) {}

  async findStart(jobId: string): Promise<SyncStart> {
    const [start] = await this.database.query<SyncStart>(
      `SELECT coalesce(min(started_at), clock_timestamp()) AS since,
         coalesce(bool_or(outcome = 'SNOOZED'), false) AS "hasWaited"
       FROM job_attempts WHERE job_id = $1`,
      [jobId],
    );
    return start!;
  }

  /** The brand of the account; null when the organization has no such account. */
  async findBrand({ id, organizationId }: SyncedAccount): Promise<string | null> {
    const [account] = await this.database.query<{ brandId: string }>(
      `SELECT brand_id AS "brandId" FROM social_accounts WHERE id = $1 AND organization_id = $2`,
      [id, organizationId],
    );
    return account?.brandId ?? null;
  }

  /**
   * The posts whose turn it is, newest first: those of the last 3 days, which still grow, always; those of the last 30 days
   * once a day; older ones once a week. An hour is let off, so that a sync at the same time each day does not miss its turn.
   */
  findDue({ id, organizationId }: SyncedAccount, { variationIds, all, since }: PostChoice): Promise<DuePost[]> {
    return this.database.query<DuePost>(
      `SELECT p.id AS "publicationId", p.post_ids[1] AS "postId", ${PUBLISHED_AT} AS "publishedAt"
       FROM ${POSTS}
         AND (p.metrics_read_at IS NULL OR p.metrics_read_at < $4)
         AND ($5 OR ${IS_DUE})
       ORDER BY "publishedAt" DESC, p.id`,
      [id, organizationId, variationIds, since, all],
    );
  }

  /** Accounts of all organizations that can be read and have posts whose turn it is, in the order of ids; for the sweep. */
  findSwept(after: string | null, limit: number): Promise<SweptAccount[]> {
    return this.database.query<SweptAccount>(
      `SELECT a.id, a.organization_id AS "organizationId", a.brand_id AS "brandId", a.platform FROM social_accounts a
       WHERE a.status = 'ACTIVE' AND a.id > $1 AND EXISTS (SELECT 1 FROM publications p
           JOIN content_variations v ON v.id = p.variation_id JOIN content_items i ON i.id = v.content_item_id
         WHERE p.platform = a.platform AND p.platform_id = a.platform_id AND p.organization_id = a.organization_id
           AND i.brand_id = a.brand_id AND p.status = 'CONFIRMED' AND cardinality(p.post_ids) > 0 AND ${IS_DUE})
       ORDER BY a.id LIMIT $2`,
      [after ?? '', limit],
    );
  }

  /** Keeps what a batch brought, all of it or nothing. A post that is there again is no longer deleted. */
  async save(
    read: readonly { readonly publicationId: string; readonly metrics: PostMetrics }[],
    gone: readonly string[],
  ): Promise<void> {
    const rows = read.map(({ publicationId, metrics }) => ({ publicationId, ...metrics }));
    await this.database.query(
      `WITH x AS (SELECT * FROM jsonb_to_recordset($1) AS x ("publicationId" text, impressions bigint, reach bigint,
           likes bigint, comments bigint, shares bigint, saves bigint, clicks bigint, engagements bigint, "videoViews" bigint)),
       seen AS (SELECT id FROM publications WHERE id IN (SELECT "publicationId" FROM x) OR id = ANY ($2) ORDER BY id FOR UPDATE),
       marked AS (UPDATE publications p SET metrics_read_at = clock_timestamp(),
           deleted_at = CASE WHEN p.id = ANY ($2) THEN coalesce(p.deleted_at, clock_timestamp()) END
         FROM seen WHERE p.id = seen.id)
       INSERT INTO post_metrics (publication_id, day, ${FIGURES.join(', ')}, video_views, read_at)
       SELECT seen.id, (clock_timestamp() AT TIME ZONE 'UTC')::date, ${FIGURES.join(', ')}, "videoViews", clock_timestamp()
       FROM x JOIN seen ON seen.id = x."publicationId"
       ON CONFLICT (publication_id, day) DO UPDATE SET
         ${FIGURES.map((name) => `${name} = excluded.${name}`).join(', ')},
         video_views = excluded.video_views, read_at = excluded.read_at`,
      [JSON.stringify(rows), gone],
    );
  }

  async recordSync({ id, organizationId }: SyncedAccount): Promise<void> {
    await this.database.query(
      `UPDATE social_accounts SET last_sync_at = clock_timestamp() WHERE id = $1 AND organization_id = $2`,
      [id, organizationId],
    );
  }

  async sumUp(
    { id, organizationId }: SyncedAccount,
    variationIds: readonly string[] | null,
    since: Date,
  ): Promise<SyncTotals> {
    const [totals] = await this.database.query<SyncTotals>(
      `SELECT count(*)::int AS posts, sum(impressions)::float8 AS impressions, sum(engagements)::float8 AS engagements,
         ${RATE} AS "engagementRate"
       FROM (SELECT DISTINCT ON (p.id) m.* FROM post_metrics m JOIN publications own ON own.id = m.publication_id
           JOIN (SELECT p.id FROM ${POSTS} AND p.deleted_at IS NULL) p ON p.id = own.id
         WHERE m.read_at >= $4 ORDER BY p.id, m.day DESC) latest`,
      [id, organizationId, variationIds, since],
    );
    return totals!;
  }

  /** Of each day and platform, what its posts had brought by then: a post counts with its last reading up to the day. */
  async findDays(organizationId: string, { brandId, platform, from, to }: DaysChoice): Promise<DayTotals[]> {
    return this.database.query<DayTotals>(
      `WITH readings AS (SELECT m.*, p.platform,
           lead(m.day) OVER (PARTITION BY m.publication_id ORDER BY m.day) AS next
         FROM post_metrics m JOIN publications p ON p.id = m.publication_id
           JOIN content_variations v ON v.id = p.variation_id JOIN content_items i ON i.id = v.content_item_id
         WHERE p.organization_id = $1 AND m.day <= $5::date AND ($2::text IS NULL OR i.brand_id = $2)
           AND ($3::platform IS NULL OR p.platform = $3::platform))
       SELECT to_char(d, 'YYYY-MM-DD') AS day, platform, count(*)::int AS posts,
         ${FIGURES.map((name) => `sum(${name})::float8 AS ${name}`).join(', ')}, sum(video_views)::float8 AS "videoViews",
         ${RATE} AS "engagementRate"
       FROM readings CROSS JOIN LATERAL generate_series(greatest(day, $4::date)::timestamp,
         least(coalesce(next - 1, $5::date), $5::date)::timestamp, interval '1 day') AS d
       GROUP BY d, platform ORDER BY d, platform`,
      [organizationId, brandId ?? null, platform ?? null, from, to],
    );
  }
}
