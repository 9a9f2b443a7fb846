import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import { Platform } from '../core/database/enums.js';
import type { Learning } from '../core/database/generated/client.js';
import { createId } from '../core/database/id.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { newestFirst, olderThan, type Position } from '../core/http/page.js';
import { timeOfPost } from '../platforms/x/x.ids.js';
import type { Finding } from './learnings/find-learnings.js';
import type { MeasuredText } from './learnings/measured-text.js';

export type { Learning };

/** What was true a year ago may not be now; and five hundred posts of a platform tell enough. */
const MAX_AGE_DAYS = 365;
const MAX_POSTS = 500;

/** A learning that no sync has confirmed for so long is not used any more. */
const VALID_DAYS = 30;

/** What brands have learned, and what they learn from. Every method sees one organization's only. */
@Injectable()
export class LearningsRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

  /** Whether the organization has the brand. */
  async hasBrand(organizationId: string, brandId: string): Promise<boolean> {
    return (await this.prisma.brand.count({ where: { id: brandId, organizationId } })) > 0;
  }

  /** @returns up to `count` learnings after `position`, newest first */
  list(organizationId: string, brandId: string, position: Position | null, count: number): Promise<Learning[]> {
    return this.prisma.learning.findMany({
      where: { organizationId, brandId, ...olderThan(position) },
      orderBy: newestFirst,
      take: count,
    });
  }

  /** Turns a learning off, or on again: then it is used if it held up when it was last computed. @returns null when there is none */
  async setEnabled(organizationId: string, id: string, enabled: boolean): Promise<Learning | null> {
    await this.database.query(
      `UPDATE learnings SET updated_at = now(), status = (CASE WHEN NOT $3 THEN 'DISABLED'
         WHEN status <> 'DISABLED' THEN status::text WHEN holds THEN 'ACTIVE' ELSE 'CANDIDATE' END)::learning_status
       WHERE id = $2 AND organization_id = $1`,
      [organizationId, id, enabled],
    );
    return this.prisma.learning.findFirst({ where: { id, organizationId } });
  }

  /**
   * The brand's posts of the last year whose impressions and engagements are told, each with its first reading that was made
   * three days after publishing or later, so that posts are compared at a like age, or else with its last. When a post came out is as X says, where it is X's.
   */
  async findMeasured(organizationId: string, brandId: string): Promise<MeasuredText[]> {
    const rows = await this.database.query<MeasuredText & { postId: string }>(
      `SELECT platform, "platformId", "postId", "publishedAt", read_at AS "readAt", text, "characterCount", "hashtagCount", "hasMedia",
         topic, impressions::float8 AS impressions, engagements::float8 AS engagements
       FROM (SELECT p.platform, p.platform_id AS "platformId", p.post_ids[1] AS "postId", p.published_at AS "publishedAt", m.*, v.content AS text,
           v.character_count AS "characterCount", cardinality(v.hashtags) AS "hashtagCount",
           cardinality(v.media_urls) > 0 AS "hasMedia", i.topic,
           row_number() OVER (PARTITION BY p.platform ORDER BY p.published_at DESC, p.id) AS place
         FROM content_items i JOIN content_variations v ON v.content_item_id = i.id
           JOIN publications p ON p.variation_id = v.id
           CROSS JOIN LATERAL (SELECT m.read_at, m.impressions, m.engagements FROM post_metrics m
             WHERE m.publication_id = p.id AND m.impressions IS NOT NULL AND m.engagements IS NOT NULL
             ORDER BY m.read_at < p.published_at + interval '3 days',
               CASE WHEN m.read_at >= p.published_at + interval '3 days' THEN m.day END, m.day DESC LIMIT 1) m
         WHERE i.brand_id = $2 AND i.organization_id = $1 AND p.status = 'CONFIRMED'
           AND p.published_at > clock_timestamp() - $3 * interval '1 day') posts
       WHERE place <= $4 ORDER BY "publishedAt", platform, place`,
      [organizationId, brandId, MAX_AGE_DAYS, MAX_POSTS],
    );
    return rows.map(({ postId, ...text }) => {
      const told = text.platform === Platform.TWITTER ? timeOfPost(postId) : null;
      return { ...text, publishedAt: told ?? text.publishedAt };
    });
  }

  /**
   * Writes what was found over what was known. What no longer holds is retired, a candidate that is none any more removed;
   * what somebody turned off stays off.
   */
  async replace(organizationId: string, brandId: string, findings: readonly Finding[]): Promise<void> {
    const rows = findings.map(({ interval: [low, high], ...finding }) => ({ id: createId(), low, high, ...finding }));
    const found = `SELECT * FROM jsonb_to_recordset($3) AS f (id text, platform platform, kind learning_kind, key text,
      insight text, effect float8, low float8, high float8, "sampleSize" int, "baselineSize" int, "pValue" float8, holds boolean)`;
    const values = [organizationId, brandId, JSON.stringify(rows)];
    await this.database.transaction(async (sql) => {
      await sql.query(
        'SELECT 1 FROM brands WHERE id = $2 AND organization_id = $1 FOR NO KEY UPDATE',
        values.slice(0, 2),
      );
      await sql.query(
        `INSERT INTO learnings AS known (id, organization_id, brand_id, platform, kind, key, insight, effect, low, high,
           sample_size, baseline_size, p_value, holds, status, valid_from, expires_at, updated_at)
         SELECT f.id, $1, $2, platform, kind, key, insight, effect, low, high, "sampleSize", "baselineSize", "pValue", holds,
           (CASE WHEN holds THEN 'ACTIVE' ELSE 'CANDIDATE' END)::learning_status, now(), now() + $4 * interval '1 day', now()
         FROM (${found}) f
         ON CONFLICT (brand_id, platform, kind, key) DO UPDATE SET insight = excluded.insight, effect = excluded.effect,
           low = excluded.low, high = excluded.high, sample_size = excluded.sample_size,
           baseline_size = excluded.baseline_size, p_value = excluded.p_value, holds = excluded.holds,
           status = (CASE WHEN known.status = 'DISABLED' THEN 'DISABLED' WHEN excluded.holds THEN 'ACTIVE'
             WHEN known.status IN ('ACTIVE', 'RETIRED') THEN 'RETIRED' ELSE 'CANDIDATE' END)::learning_status,
           valid_from = CASE WHEN excluded.holds AND NOT known.holds THEN excluded.valid_from ELSE known.valid_from END,
           expires_at = CASE WHEN excluded.holds OR NOT known.holds THEN excluded.expires_at ELSE now() END,
           updated_at = now()`,
        [...values, VALID_DAYS],
      );
      const isLost = `organization_id = $1 AND brand_id = $2
        AND NOT EXISTS (SELECT 1 FROM (${found}) f WHERE f.platform = l.platform AND f.kind = l.kind AND f.key = l.key)`;
      await sql.query(
        `UPDATE learnings l SET holds = false, expires_at = now(), updated_at = now(),
           status = CASE status WHEN 'ACTIVE' THEN 'RETIRED' ELSE status END
         WHERE holds AND ${isLost}`,
        values,
      );
      await sql.query(`DELETE FROM learnings l WHERE status = 'CANDIDATE' AND ${isLost}`, values);
    });
  }
}
