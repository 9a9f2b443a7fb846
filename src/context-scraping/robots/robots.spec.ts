import { describe, expect, it } from 'vitest';
import { ALLOWS_ALL, ALLOWS_NOTHING, parseRobots, ROBOTS_BYTES } from './robots.js';

const read = (text: string, agent = 'EpicAIBot') => parseRobots(Buffer.from(text), agent);
const allows = (text: string, path: string, agent?: string) =>
  read(text, agent).allows(new URL(path, 'https://example.com'));

describe('the group', () => {
  const robots = 'User-agent: *\nDisallow: /all\n\nUser-agent: EpicAIBot\nDisallow: /own\n';

  it('is the one that names us, and then no other', () => {
    expect(allows(robots, '/own')).toBe(false);
    expect(allows(robots, '/all')).toBe(true);
  });

  it('is that of * where none does', () => {
    expect(allows(robots, '/all', 'OtherBot')).toBe(false);
    expect(allows(robots, '/own', 'OtherBot')).toBe(true);
  });

  it.each(['epicaibot', 'EPICAIBOT', 'EpicAIBot/1.0', 'EpicAIBot (news)', 'EpicAIBot*', 'EpicAIBot # ours'])(
    'names us as %s',
    (name) => {
      expect(allows(`User-agent: ${name}\nDisallow: /`, '/a')).toBe(false);
    },
  );

  it.each(['Epic', 'EpicAIBot-News', 'NotEpicAIBot', 'AIBot'])('does not name us as %s', (name) => {
    expect(allows(`User-agent: ${name}\nDisallow: /`, '/a')).toBe(true);
  });

  it('is all of those that name us, merged', () => {
    const split =
      'User-agent: EpicAIBot\nDisallow: /a\n\nUser-agent: x\nDisallow: /x\n\nuser-agent: epicaibot\nDisallow: /b';
    expect(['/a', '/b', '/x'].map((path) => allows(split, path))).toEqual([false, false, true]);
  });

  it('may have several names, whatever lines come between these', () => {
    const several =
      'User-agent: a\n\nSitemap: https://example.com/s.xml\nUnknown: x\nUser-agent: EpicAIBot\nDisallow: /a';
    expect(['a', 'EpicAIBot'].map((agent) => allows(several, '/a', agent))).toEqual([false, false]);
  });

  it('ends at its first rule or crawl-delay', () => {
    expect(allows('User-agent: EpicAIBot\nDisallow:\nUser-agent: x\nDisallow: /', '/a')).toBe(true);
    expect(allows('User-agent: EpicAIBot\nCrawl-delay: 2\nUser-agent: x\nDisallow: /', '/a')).toBe(true);
  });

  it('does not own the rules before it', () => {
    expect(allows('Disallow: /\nUser-agent: *\nAllow: /b', '/a')).toBe(true);
  });
});

describe('the rule', () => {
  it.each([
    ['Disallow: /a\nAllow: /a/b', '/a/b', true],
    ['Allow: /a/b\nDisallow: /a', '/a/c', false],
    ['Disallow: /a\nAllow: /a', '/a', true],
    ['Disallow: /*.gif$', '/x/y.gif', false],
    ['Disallow: /*.gif$', '/x/y.gif?z', true],
    ['Disallow: *.gif$', '/y.gif', false],
    ['Disallow: /a*b*c', '/a-b-c-d', false],
    ['Disallow: /a*b*c', '/a-c-b', true],
    ['Disallow: /a$', '/a', false],
    ['Disallow: /a$', '/ab', true],
    ['Disallow: /a*$', '/abc', false],
    ['Disallow: /a*a$', '/a', true],
    ['Disallow: /', '/robots.txt', true],
    ['Disallow: /?', '/?', false],
    ['Disallow: /A', '/a', true],
    ['Disallow: private', '/private', false],
    ['Disallow:', '/', true],
    ['Allow: /d/index.html\nDisallow: /', '/d/', true],
    ['Allow: /d/index.html\nDisallow: /', '/d/e', false],
    ['Disallow: /index.html', '/', true],
  ])('of "%s" for %s decides %s', (rules, path, allowed) => {
    expect(allows(`User-agent: *\n${rules}`, path)).toBe(allowed);
  });

  it.each([
    ['/foo/bar/ツ', '/foo/bar/%E3%83%84'],
    ['/foo/bar/%e3%83%84', '/foo/bar/ツ'],
    ['/foo/bar/%62%61%7A', '/foo/bar/baz'],
    ['/foo/bar/baz', '/foo/bar/%62%61%7a'],
    ['/foo?baz=https://foo.bar', '/foo?baz=https%3A%2F%2Ffoo.bar'],
    ['/foo?baz=https%3A%2F%2Ffoo.bar', '/foo?baz=https://foo.bar'],
    ['/a-%2A', '/a-*'],
    ['/a-%24', '/a-$'],
    ['/a-*', '/a-%2A'],
    ['/a|b{c}', '/a%7Cb%7Bc%7D'],
    ['/100%', '/100%'],
    ['/~me', '/%7Eme'],
  ])('compares %s with %s after decoding what need not be encoded', (pattern, path) => {
    expect(allows(`User-agent: *\nDisallow: ${pattern}`, path)).toBe(false);
  });

  it.each([
    ['/a%2Fb', '/a/b'],
    ['/a/b', '/a%2Fb'],
    ['/a-%2A', '/a-b'],
  ])('keeps %s apart from %s', (pattern, path) => {
    expect(allows(`User-agent: *\nDisallow: ${pattern}`, path)).toBe(true);
  });
});

describe('the file', () => {
  it('may begin with a BOM, mix its line ends, indent and comment', () => {
    const robots = '\uFEFFUser-agent: *\r\n\tDISALLOW : /a # not\rdisallow:/b\n# Disallow: /c\r\n\r\nallow /b/d';
    expect(['/a', '/b', '/c', '/b/d'].map((path) => allows(robots, path))).toEqual([false, false, true, true]);
  });

  it.each(['Dissallow', 'Disalow', 'disallaw'])('may say %s', (field) => {
    expect(allows(`User agent: *\n${field}: /a`, '/a')).toBe(false);
  });

  it('may be anything', () => {
    const page = Buffer.from('<!doctype html><title>Disallow</title>\0\xff\n:::\n: /\nUser-agent', 'latin1');
    expect(parseRobots(page, 'EpicAIBot')).toMatchObject({ crawlDelayMs: null, sitemaps: [] });
    expect(parseRobots(page, 'EpicAIBot').allows(new URL('https://example.com/'))).toBe(true);
  });

  it('is read for 500 KiB, without the line that is cut off there', () => {
    const head = 'User-agent: *\nDisallow: /a\n';
    const filler = `${'#'.repeat(ROBOTS_BYTES - head.length - 14)}\n`;
    const robots = `${head}${filler}Disallow: /bcd\nDisallow: /e\n`;
    expect(['/a', '/b', '/bcd', '/e'].map((path) => allows(robots, path))).toEqual([false, true, true, true]);
  });

  it('lists sitemaps for everybody, each once', () => {
    const robots =
      'Sitemap: https://example.com/1.xml\nUser-agent: x\nsitemap:/2.xml\nSITEMAP: https://example.com/1.xml';
    expect(read(robots).sitemaps).toEqual(['https://example.com/1.xml', '/2.xml']);
  });

  it('of hostile patterns is decided at once', () => {
    const stars = `/${'*a'.repeat(100_000)}b`;
    const many = Array.from({ length: 10_000 }, (_, index) => `Disallow: /*a*a*a*a*a*a*a*b${index}$`).join('\n');
    const robots = read(`User-agent: *\nDisallow: ${stars}\n${many}`);
    const started = process.cpuUsage();
    expect(robots.allows(new URL(`https://example.com/${'a'.repeat(2_000)}`))).toBe(true);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(1_000);
  });
});

describe('the crawl-delay', () => {
  it.each([
    ['Crawl-delay: 2', 2_000],
    ['crawl-delay:0.5', 500],
    ['Crawl-delay: 3600', 10_000],
    ['Crawl-delay: soon', null],
    ['Crawl-delay: -1', null],
    ['Crawl-delay:', null],
    ['Disallow: /', null],
  ])('of "%s" is %s', (line, expected) => {
    expect(read(`User-agent: *\n${line}`).crawlDelayMs).toBe(expected);
  });

  it('is our group’s', () => {
    expect(read('User-agent: *\nCrawl-delay: 5\nUser-agent: EpicAIBot\nCrawl-delay: 1').crawlDelayMs).toBe(1_000);
    expect(read('User-agent: *\nCrawl-delay: 5\nUser-agent: EpicAIBot\nDisallow: /a').crawlDelayMs).toBeNull();
  });
});

describe('without a file', () => {
  it('all is allowed, or nothing', () => {
    const url = new URL('https://example.com/a');
    expect([ALLOWS_ALL, ALLOWS_NOTHING].map((robots) => robots.allows(url))).toEqual([true, false]);
  });
});
