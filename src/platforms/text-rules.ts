import twitterText from 'twitter-text';
import { ContentType, Platform } from '../core/database/enums.js';

/** What a variation says: one post, or the posts of a thread in their order. */
export type VariationText = string | readonly string[];

interface TextRule {
  /** What people call the platform. */
  readonly name: string;
  /** The longest post, in the unit of {@link countCharacters}. */
  readonly maxCharacters: number;
  readonly maxHashtags?: number;
  readonly maxMentions?: number;
}

/**
 * X: docs.x.com, counting characters. LinkedIn: Posts API, `commentary`. Facebook: not documented, the limit that
 * posting tools find. Instagram: content publishing, `caption`.
 */
export const TEXT_RULES: Readonly<Record<Platform, TextRule>> = {
  TWITTER: { name: 'X', maxCharacters: 280 },
  LINKEDIN: { name: 'LinkedIn', maxCharacters: 3_000 },
  FACEBOOK: { name: 'Facebook', maxCharacters: 63_206 },
  INSTAGRAM: { name: 'Instagram', maxCharacters: 2_200, maxHashtags: 30, maxMentions: 20 },
};

const INVISIBLE_ON_X = /[\uFFFE\uFEFF\uFFFF]/;
/** Also halves of a surrogate pair, which no UTF-8 store takes. */
const CONTROL_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\p{Cs}]/u;
const HASHTAG = /(?<!&)[#＃]([\p{L}\p{N}\p{M}_]*\p{L}[\p{L}\p{N}\p{M}_]*)/gu;
const MENTION = /(?<![\p{L}\p{N}_.])@[A-Za-z0-9_.]+/gu;

/** twitter-text takes seconds for a long run of letters and dots: what is longer than any address is not given to it. */
const MAX_PARSED_LENGTH = 2_048;

/**
 * How long a text is as its platform counts; a thread is as long as its posts together.
 * X counts by weight (twitter-text: a URL 23, an emoji or CJK character 2). The others do not document their unit:
 * UTF-16 units are counted, which are never fewer than code points or visible characters, so what fits here fits there.
 */
export function countCharacters(platform: Platform, text: VariationText): number {
  const posts = typeof text === 'string' ? [text] : text;
  return posts.reduce((sum, post) => sum + countPost(platform, post), 0);
}

/** All of a text; the posts of a thread with a blank line between them. */
export function wholeText(text: VariationText): string {
  return typeof text === 'string' ? text : text.join('\n\n');
}

/** A text as it is kept: all of it, the posts of a thread (none for one post), its length and its hashtags. */
export function describeText(platform: Platform, text: VariationText) {
  const content = wholeText(text);
  return {
    content,
    posts: typeof text === 'string' ? [] : [...text],
    characterCount: countCharacters(platform, text),
    hashtags: extractHashtags(platform, content),
  };
}

/** The hashtags in a text as they were written, without `#`, in order and without repeats (in whichever case). */
export function extractHashtags(platform: Platform, text: string): string[] {
  const seen = new Set<string>();
  return findHashtags(platform, text).filter((tag) => {
    const isNew = !seen.has(tag.toLowerCase());
    seen.add(tag.toLowerCase());
    return isNew;
  });
}

/**
 * Checks a text against its platform's rules.
 * @param text the posts of the thread for a THREAD on X, else the one post
 * @returns a sentence for a person for each rule that is broken; none when it can be published
 */
export function checkVariation(platform: Platform, text: VariationText, contentType: ContentType): string[] {
  const posts = typeof text === 'string' ? [text] : text;
  if (isThread(platform, contentType)) {
    const each = posts.flatMap((post, index) => checkPost(platform, post, `Post ${index + 1} of ${posts.length}`));
    return posts.length < 2 ? ['A thread on X needs 2 posts or more.', ...each] : each;
  }
  return posts.length === 1
    ? checkPost(platform, posts[0]!, 'The text')
    : [`On ${TEXT_RULES[platform].name} it must be one post, and there are ${posts.length}.`];
}

/** Whether this platform takes the content as several posts; only X does, the others get one longer post. */
export function isThread(platform: Platform, contentType: ContentType): boolean {
  return platform === Platform.TWITTER && contentType === ContentType.THREAD;
}

function checkPost(platform: Platform, post: string, subject: string): string[] {
  const { name, maxCharacters, maxHashtags = Infinity, maxMentions = Infinity } = TEXT_RULES[platform];
  if (post.trim() === '') return [`${subject} is empty.`];
  const sentences: string[] = [];
  const length = countPost(platform, post);
  if (length > maxCharacters) {
    const unit = platform === Platform.TWITTER ? 'characters as X counts them' : 'characters';
    sentences.push(
      `${subject} has ${length} ${unit}, ${length - maxCharacters} more than the ${maxCharacters} of ${name}.`,
    );
  }
  if (CONTROL_CHARACTER.test(post) || (platform === Platform.TWITTER && INVISIBLE_ON_X.test(post))) {
    sentences.push(`${subject} holds an invisible character that ${name} does not accept.`);
  }
  const hashtags = findHashtags(platform, post).length;
  if (hashtags > maxHashtags) {
    sentences.push(`${subject} has ${hashtags} hashtags, more than the ${maxHashtags} of ${name}.`);
  }
  const mentions = post.match(MENTION)?.length ?? 0;
  if (mentions > maxMentions) {
    sentences.push(`${subject} mentions ${mentions} accounts, more than the ${maxMentions} of ${name}.`);
  }
  return sentences;
}

function countPost(platform: Platform, post: string): number {
  const isWeighed = platform === Platform.TWITTER && post.length <= MAX_PARSED_LENGTH;
  return isWeighed ? twitterText.parseTweet(post).weightedLength : post.length;
}

/** Neither a hashtag nor an address goes over a space, so each piece between spaces is looked at by itself. */
function findHashtags(platform: Platform, text: string): string[] {
  return text
    .split(/\s+/)
    .filter((piece) => /[#＃]/.test(piece) && piece.length <= MAX_PARSED_LENGTH)
    .flatMap((piece) => hashtagsOf(platform, piece));
}

/** twitter-text is X's own rule; it takes `#a#b` for no hashtag, which the others do not. */
function hashtagsOf(platform: Platform, piece: string): string[] {
  if (platform === Platform.TWITTER) return twitterText.extractHashtags(piece);
  const withoutUrls = twitterText.extractUrls(piece).reduce((rest, url) => rest.replace(url, ' '), piece);
  return [...withoutUrls.matchAll(HASHTAG)].map(([, tag]) => tag!);
}
