import type { Platform } from '../../core/database/enums.js';

/** A post that is out, with what it says and what it brought. */
export interface MeasuredText {
  readonly platform: Platform;
  /** The account on the platform. */
  readonly platformId: string;
  readonly publishedAt: Date;
  /** When the figures were read. */
  readonly readAt: Date;
  readonly text: string;
  /** As the platform counts. */
  readonly characterCount: number;
  readonly hashtagCount: number;
  readonly hasMedia: boolean;
  /** What the team asked to be written about. */
  readonly topic: string;
  readonly impressions: number;
  readonly engagements: number;
}
