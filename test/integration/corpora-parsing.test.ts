import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/context-scraping/parsing/feed.js';
import { readDate } from '../../src/context-scraping/parsing/lenient-date.js';
import { parsePage } from '../../src/context-scraping/parsing/page.js';
import type { Article, FeedItem } from '../../src/context-scraping/parsing/parsed.js';
import { ParsingError } from '../../src/context-scraping/parsing/parsing-error.js';

/** Public cases that lie beside the project where its checks run; they are read, never copied. */
const CORPORA = join(import.meta.dirname, '../../../shared/corpora');
const READ = ['feeds', 'html-articles'];
const present = existsSync(CORPORA) ? readdirSync(CORPORA).filter((name) => READ.includes(name)) : [];

interface FeedCase {
  path: string;
  expectedJson?: string;
  expectValidatorEvent?: { event: string; mustNotOccur: boolean };
}
/** What the corpora of feedsmith expect, as far as it is compared. */
type ExpectedEntry = Partial<Record<'title' | 'link' | 'id' | 'pubDate' | 'published' | 'issued', string>> & {
  guid?: { value?: string };
  links?: { href?: string; rel?: string }[];
};
interface ExpectedMetadata {
  title: string;
  byline: string | null;
  lang?: string;
  excerpt: string;
  publishedTime: string | null;
}

const read = (path: string): Buffer => readFileSync(join(CORPORA, path));
const readJson = <T>(path: string): T => JSON.parse(read(path).toString()) as T;

function say(corpus: string, agreement: string): void {
  process.stdout.write(`corpus ${corpus}: ${agreement}\n`);
}

/** Words of letters and digits; of scripts without spaces, characters. */
function tokensOf(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => (/\p{sc=Han}/u.test(word) ? [...word] : [word]));
}

/** Markdown's links and images without their addresses, and its escapes undone. */
function plainText(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\]\(https?:[^)]*\)/g, ']')
    .replace(/&lt;/g, '<')
    .replaceAll('\\', '');
}

function f1(actual: string[], expected: string[]): number {
  const left = new Map<string, number>();
  for (const token of actual) left.set(token, (left.get(token) ?? 0) + 1);
  let common = 0;
  for (const token of expected) {
    const count = left.get(token) ?? 0;
    if (count > 0) common++;
    left.set(token, count - 1);
  }
  return (2 * common) / (actual.length + expected.length);
}

function share(hits: readonly boolean[]): number {
  return hits.filter(Boolean).length / hits.length;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

/** How a feed was taken: accepted, or refused with a typed error; anything else thrown is a crash. */
function outcomeOf(feed: FeedCase): 'accepted' | 'refused' {
  try {
    parseFeed(read(`feeds/${feed.path}`), { url: 'http://example.org/feed' }, 1_000);
    return 'accepted';
  } catch (error) {
    if (error instanceof ParsingError) return 'refused';
    throw error;
  }
}

/** Which of what is expected of an entry an item of the feed has. */
function comparedTo(entry: ExpectedEntry, items: FeedItem[]): boolean[] {
  const id = entry.guid?.value ?? entry.id;
  const link = entry.link ?? entry.links?.find(({ rel }) => !rel || rel === 'alternate')?.href;
  const item = items.find((candidate) => (id ? candidate.id === id : candidate.url === link));
  const date = readDate(entry.pubDate ?? entry.published ?? entry.issued);
  return [
    item !== undefined,
    item?.title === (entry.title ?? null),
    !link || item?.url === new URL(link, 'http://example.org/feed').href,
    !date || item?.publishedAt === date,
  ];
}

/** Each corpus is measured: figures and the floors that they must not fall under. */
const corpora: Record<string, () => { figure: number; floor: number }[]> = {
  'html-articles': () => {
    const names = readJson<{ name: string }[]>('html-articles/index.json').map(({ name }) => name);
    const pages = names.map((name) => {
      const { article } = parsePage(read(`html-articles/${name}/source.html`), {
        url: 'http://fakehost/test/page.html',
      });
      return {
        name,
        article: article as Article,
        metadata: readJson<ExpectedMetadata>(`html-articles/${name}/expected-metadata.json`),
      };
    });
    const scores = pages.map(({ name, article }) =>
      f1(tokensOf(plainText(article.content)), tokensOf(read(`html-articles/${name}/expected.txt`).toString())),
    );
    const agree = pages.flatMap(({ article, metadata }) => [
      article.title === metadata.title,
      article.author === metadata.byline,
      article.summary === metadata.excerpt.replace(/\s+/g, ' '),
      !metadata.lang || article.language?.toLowerCase() === metadata.lang,
      !metadata.publishedTime || article.publishedAt === readDate(metadata.publishedTime),
    ]);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    say(
      'html-articles',
      `text F1 ${mean.toFixed(4)} over ${scores.length} pages (worst ${Math.min(...scores).toFixed(4)}), metadata ${percent(share(agree))}`,
    );
    return [
      { figure: mean, floor: 0.999 },
      { figure: share(agree), floor: 0.98 },
    ];
  },
  feeds: () => {
    const cases = readJson<FeedCase[]>('feeds/index.json');
    const expected = cases.filter((feed) => feed.expectedJson);
    const agree = expected.flatMap((feed) => {
      const { items = [], entries = items } = readJson<{ items?: ExpectedEntry[]; entries?: ExpectedEntry[] }>(
        `feeds/${feed.expectedJson}`,
      );
      const parsed = parseFeed(read(`feeds/${feed.path}`), { url: 'http://example.org/feed' }, 1_000);
      return entries.flatMap((entry) => comparedTo(entry, parsed.items));
    });
    say('feeds/feedsmith', `${percent(share(agree))} of ${agree.length} fields in ${expected.length} feeds`);
    const labelled = cases.filter((feed) => feed.expectValidatorEvent);
    const valid = labelled.filter((feed) => feed.expectValidatorEvent?.mustNotOccur);
    const accepted = new Set(labelled.filter((feed) => outcomeOf(feed) === 'accepted'));
    const ofValid = valid.filter((feed) => accepted.has(feed)).length;
    say(
      'feeds/feedvalidator',
      `accepted ${ofValid} of ${valid.length} valid and ${accepted.size - ofValid} of ${labelled.length - valid.length} invalid feeds, crashes 0`,
    );
    return [
      { figure: share(agree), floor: 0.98 },
      { figure: ofValid / valid.length, floor: 1 },
      { figure: accepted.size / labelled.length, floor: 0.99 },
    ];
  },
};

describe('public corpora', () => {
  it('are read when they are there', () => {
    if (present.length === 0) say('none', `${CORPORA} is not there`);
    expect(Object.keys(corpora).sort()).toEqual(READ);
    expect(present.every((name) => name in corpora)).toBe(true);
  });

  it.each(present)('%s', (name) => {
    for (const { figure, floor } of corpora[name]!()) expect(figure).toBeGreaterThanOrEqual(floor);
  });
});
