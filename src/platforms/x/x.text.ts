import twitterText from 'twitter-text';
import { z } from 'zod';

const text = z.string().optional().catch(undefined);

/** A post as X shows it, in so far as its text and place are read (docs.x.com/x-api/posts/timelines/introduction). */
export const shownPost = z.object({
  id: z.string().regex(/^\d{1,19}$/),
  text: z.string(),
  entities: z
    .object({
      urls: z
        .array(
          z.object({ url: z.string(), expanded_url: text, display_url: text, media_key: text }).nullable().catch(null),
        )
        .catch([]),
    })
    .optional()
    .catch(undefined),
  referenced_tweets: z
    .array(z.object({ type: z.string(), id: z.string() }).nullable().catch(null))
    .optional()
    .catch(undefined),
});

export type ShownPost = z.infer<typeof shownPost>;

const ESCAPED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * Whether a post that X shows says what was sent. X escapes `&`, `<` and `>`, shortens links, adds one for the images, takes
 * away white space at the ends and composes characters (docs.x.com/fundamentals/counting-characters); nothing else may differ.
 * @param sent the text as it was sent
 */
export function saysTheSame(sent: string, shown: ShownPost): boolean {
  return comparable(withPlainLinks(sent)) === comparable(originalText(shown));
}

/** The post that this one answers; null when it answers none. */
export function repliedTo({ referenced_tweets: references }: ShownPost): string | null {
  return references?.find((reference) => reference?.type === 'replied_to')?.id ?? null;
}

/** The text with its links written out and without that to its images. */
function originalText({ id, text: shown, entities }: ShownPost): string {
  const links = new Map(entities?.urls.flatMap((link) => (link ? [[link.url, link]] : [])));
  const unescaped = shown.replace(/&(amp|lt|gt);/g, (escaped) => ESCAPED[escaped]!);
  return unescaped.replace(/https?:\/\/t\.co\/\w+/g, (short) => {
    const link = links.get(short);
    const shows = link?.expanded_url?.includes(`/status/${id}/`) || link?.display_url?.startsWith('pic.');
    return link?.media_key !== undefined || shows ? '' : plainLink(link?.expanded_url ?? short);
  });
}

/** Every part that X takes for a link, written as X may write it out. */
function withPlainLinks(sent: string): string {
  let end = 0;
  let plain = '';
  for (const { url, indices } of twitterText.extractUrlsWithIndices(sent)) {
    plain += sent.slice(end, indices[0]) + plainLink(url);
    end = indices[1];
  }
  return plain + sent.slice(end);
}

/** X writes out the scheme of a link that came without, its host in lower case and the path of one that has none. */
function plainLink(link: string): string {
  const url = /^https?:\/\//i.test(link) ? link : `http://${link}`;
  if (!URL.canParse(url)) return link;
  const { host, pathname, search, hash } = new URL(url);
  return `${host}${pathname.replace(/\/$/, '')}${search}${hash}`;
}

function comparable(post: string): string {
  return post
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .trim();
}
