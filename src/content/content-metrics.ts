import type { MetricsBody } from './content.dto.js';
import type { ContentVariation } from './content.repository.js';

type Publication = ContentVariation['publications'][number];
type Row = Publication['metrics'][number];

/**
 * What a text brought so far, by the last reading of each of its publications, those on several accounts added up.
 * @returns null while none was read. What no reading tells is null. Rate: engagements ÷ impressions, over the readings that
 * tell both. `deletedAt`: since when none of what was read is there any more.
 */
export function metricsOf(publications: readonly Publication[]): MetricsBody | null {
  const read = publications.flatMap(({ metrics: [row], deletedAt }) => (row ? [{ row, deletedAt }] : []));
  if (read.length === 0) return null;
  const rows = read.map(({ row }) => row);
  const complete = rows.filter(({ impressions, engagements }) => impressions && engagements !== null);
  const views = total(complete, 'impressions');
  const deletions = read.flatMap(({ deletedAt }) => (deletedAt ? [deletedAt.getTime()] : []));
  return {
    impressions: total(rows, 'impressions'),
    reach: total(rows, 'reach'),
    likes: total(rows, 'likes'),
    comments: total(rows, 'comments'),
    shares: total(rows, 'shares'),
    saves: total(rows, 'saves'),
    clicks: total(rows, 'clicks'),
    engagements: total(rows, 'engagements'),
    engagementRate: views === null ? null : total(complete, 'engagements')! / views,
    videoViews: total(rows, 'videoViews'),
    syncedAt: new Date(Math.max(...rows.map(({ readAt }) => readAt.getTime()))),
    deletedAt: deletions.length === read.length ? new Date(Math.max(...deletions)) : null,
  };
}

function total(rows: readonly Row[], name: keyof Omit<Row, 'publicationId' | 'day' | 'readAt'>): number | null {
  const told = rows.flatMap((row) => (row[name] === null ? [] : [Number(row[name])]));
  return told.length > 0 ? told.reduce((sum, value) => sum + value, 0) : null;
}
