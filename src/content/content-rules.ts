import { Platform } from '../core/database/enums.js';
import { ApiError } from '../core/http/api-error.js';
import type { Issue } from '../core/validation/validate.js';
import { checkVariation, describeText, isThread, TEXT_RULES } from '../platforms/text-rules.js';
import type { ContentItem, ContentVariation } from './content.repository.js';

/**
 * How many images a post may have. X: create Post, `media.media_ids`. LinkedIn: MultiImage API. Instagram: content
 * publishing, carousels. Facebook: not documented, the limit that posting tools keep to.
 */
export const MEDIA_LIMITS: Readonly<Record<Platform, number>> = {
  TWITTER: 4,
  LINKEDIN: 20,
  FACEBOOK: 10,
  INSTAGRAM: 10,
};

/** What is to change of a variation. */
export interface VariationEdit {
  readonly content?: string | undefined;
  readonly posts?: readonly string[] | undefined;
  readonly mediaUrls?: readonly string[] | undefined;
}

/** What of a variation its platform has rules for. */
export type RuledVariation = Pick<
  ContentVariation,
  'platform' | 'content' | 'posts' | 'characterCount' | 'hashtags' | 'mediaUrls'
>;

/**
 * @param edit its text is trimmed, as the platforms do
 * @returns the variation as the edit makes it, or all that stands against that, its paths within the edit
 */
export function editVariation(
  variation: RuledVariation,
  contentType: ContentItem['contentType'],
  edit: VariationEdit,
): { edited: RuledVariation } | { issues: Issue[] } {
  const { platform } = variation;
  const field = isThread(platform, contentType) ? 'posts' : 'content';
  const other = field === 'posts' ? 'content' : 'posts';
  if (edit[other] !== undefined) {
    const message = `${subject(variation)} is changed by its ${field}.`;
    return { issues: [{ path: [other], message }] };
  }
  if (edit[field] === undefined && edit.mediaUrls === undefined) {
    return { issues: [{ path: [], message: `Send what is to change: ${field} or mediaUrls.` }] };
  }
  const given = edit[field] ?? variation[field];
  const text = typeof given === 'string' ? given.trim() : given.map((post) => post.trim());
  const edited = { platform, ...describeText(platform, text), mediaUrls: [...(edit.mediaUrls ?? variation.mediaUrls)] };
  const issues = checkRules(edited, contentType);
  return issues.length > 0 ? { issues } : { edited };
}

/** @returns what stands against publishing the item's texts as they are, its paths from the item on */
export function checkPublishable({
  contentType,
  variations,
}: {
  contentType: ContentItem['contentType'];
  variations: readonly RuledVariation[];
}): Issue[] {
  return variations.flatMap((variation, index) => {
    const issues = checkRules(variation, contentType);
    if (variation.platform === Platform.INSTAGRAM && variation.mediaUrls.length === 0) {
      issues.push({ path: ['mediaUrls'], message: 'A post on Instagram needs an image.' });
    }
    return issues.map(({ path, message }) => ({ path: ['variations', index, ...path], message }));
  });
}

/** The answer to a text that breaks rules: what they are, as sentences. */
export function rulesBroken(issues: Issue[]): ApiError {
  const sentences = issues.map(({ message }) => message).join(' ');
  return new ApiError(400, 'VALIDATION_ERROR', sentences.slice(0, 1_000), { details: { issues } });
}

function checkRules(variation: RuledVariation, contentType: ContentItem['contentType']): Issue[] {
  const { platform, content, posts, mediaUrls } = variation;
  const field = isThread(platform, contentType) ? 'posts' : 'content';
  const issues: Issue[] = checkVariation(platform, field === 'posts' ? posts : content, contentType).map((message) => ({
    path: [field],
    message,
  }));
  const most = MEDIA_LIMITS[platform];
  if (mediaUrls.length > most) {
    const message = `${subject(variation)} has ${mediaUrls.length} images, more than the ${most} that it takes.`;
    issues.push({ path: ['mediaUrls'], message });
  }
  return issues;
}

function subject({ platform }: RuledVariation): string {
  return `The text for ${TEXT_RULES[platform].name}`;
}
