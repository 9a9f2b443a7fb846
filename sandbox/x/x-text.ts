import { createHash } from 'node:crypto';
import twitterText from 'twitter-text';

const MAX_WEIGHT = 280;
const WITH_SCHEME = /^https?:\/\//i;
const SHOWN_LENGTH = 27;

/** A link as X gives it back. `start` and `end` count code points of the text as it is given back. */
export interface UrlEntity {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  readonly expanded_url: string;
  readonly display_url: string;
  readonly media_key?: string;
}

/** What is wrong with a text by X's own count (twitter-text); undefined when it can be posted. */
export function findTextFault(text: string): string | undefined {
  const { valid, weightedLength } = twitterText.parseTweet(text);
  if (weightedLength > MAX_WEIGHT)
    return 'Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.';
  return valid ? undefined : 'Your Tweet text has characters that are not accepted.';
}

/**
 * A post's text as X gives it back: HTML-escaped, its links (also bare domains, which get http://) as t.co, and one t.co
 * link more at the end for its images.
 * @param post.page the post's own address, which links of its images lead to
 */
export function renderText(post: {
  readonly text: string;
  readonly page: string;
  readonly mediaKeys: readonly string[];
}): { text: string; urls: UrlEntity[] } {
  const urls: UrlEntity[] = [];
  let shown = '';
  let position = 0;
  const append = (short: string): Pick<UrlEntity, 'start' | 'end' | 'url'> => {
    const start = [...shown].length;
    shown += short;
    return { start, end: start + short.length, url: short };
  };
  for (const { url, indices } of twitterText.extractUrlsWithIndices(post.text)) {
    shown += escapeHtml(post.text.slice(position, indices[0]));
    const expanded = WITH_SCHEME.test(url) ? url : `http://${url}`;
    urls.push({ ...append(shortOf(post.page, expanded)), expanded_url: expanded, display_url: displayOf(url) });
    position = indices[1];
  }
  shown += escapeHtml(post.text.slice(position));
  if (post.mediaKeys.length > 0) {
    if (shown !== '') shown += ' ';
    const short = shortOf(post.page, 'media');
    const place = append(short);
    const rest = { expanded_url: `${post.page}/photo/1`, display_url: short.replace('https://t.co', 'pic.x.com') };
    urls.push(...post.mediaKeys.map((key) => ({ ...place, ...rest, media_key: key })));
  }
  return { text: shown, urls };
}

function shortOf(page: string, url: string): string {
  const code = createHash('sha256').update(`${page} ${url}`).digest('base64').replace(/[+/=]/g, '').slice(0, 10);
  return `https://t.co/${code}`;
}

function displayOf(url: string): string {
  const bare = url.replace(WITH_SCHEME, '').replace(/^www\./, '');
  return bare.length > SHOWN_LENGTH ? `${bare.slice(0, SHOWN_LENGTH)}…` : bare;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
