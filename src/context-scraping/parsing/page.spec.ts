import { describe, expect, it } from 'vitest';
import { parsePage } from './page.js';
import type { Article, ParsedPage } from './parsed.js';

const url = 'https://site.example/blog/post';
const words = 'The quick brown fox jumps over the lazy dog, and then it goes home. '.repeat(8);

const parse = (head: string, body = `<article><h1>Head</h1><p>${words}</p><p>${words}</p></article>`): ParsedPage =>
  parsePage(Buffer.from(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`), { url });
const articleOf = (head: string): Article => parse(head).article as Article;

describe('parsePage', () => {
  it('reads the main text and leaves out what surrounds it', () => {
    const { article } = parse('<title>Foxes</title>', `<nav><a href=/a>Menu</a></nav><article><p>${words}<p>${words}</article><footer>Imprint</footer>`);
    expect(article).toMatchObject({ title: 'Foxes', content: `${words.trim()}\n\n${words.trim()}`, language: 'en' });
  }); // prettier-ignore

  it('reads what the page says about itself', () => {
    const article = articleOf(`
      <title>T</title><meta name="author" content="Jane Doe"><meta name="description" content="About  foxes">
      <meta property="article:published_time" content="2024-02-30T10:00:00Z"><meta name="date" content="2024-02-29">
      <meta name="keywords" content="fox, dog ,FOX,"><meta property="article:tag" content="animals">
      <meta http-equiv="content-language" content="de_AT">`);
    expect(article).toMatchObject({
      author: 'Jane Doe',
      summary: 'About foxes',
      publishedAt: '2024-02-29T00:00:00.000Z',
      keywords: ['fox', 'dog', 'animals'],
      language: 'de-AT',
    });
  });

  it.each([
    ['<script type="application/ld+json">{"@graph":[{"@type":"Thing","datePublished":"2024-03-01"}]}</script>', ''],
    ['', '<time datetime="2024-03-01">yesterday</time>'],
    ['', '<span itemprop="datePublished" content="2024-03-01"></span>'],
  ])('finds the date in %s%s', (head, body) => {
    const { article } = parse(head, `<article>${body}<p>${words}</p></article>`);
    expect(article).toMatchObject({ publishedAt: '2024-03-01T00:00:00.000Z' });
  });

  it('gives its links, feeds, canonical address and wishes for robots', () => {
    const page = parse(
      `<base href="/base/"><link rel="canonical" href="/post"><meta name="ROBOTS" content="NoIndex, follow">
       <link rel="alternate" type="application/rss+xml" href="feed.xml"><link rel="stylesheet" type="text/xml" href="no.xml">`,
      `<a href="a#one">a</a><a href="a#two">a</a><a href="https://other.example/">o</a><a rel="nofollow" href="b">b</a>
       <a href="javascript:x">c</a><a href="mailto:x@y.example">d</a><a href="http://[">e</a>`,
    );
    expect(page).toMatchObject({
      canonicalUrl: 'https://site.example/post',
      feeds: ['https://site.example/base/feed.xml'],
      links: ['https://site.example/base/a', 'https://other.example/'],
      noindex: true,
      nofollow: false,
    });
  });

  it('skips a page with little text, says why, and still gives its links', () => {
    const page = parse('<title>Login</title>', '<p>Please sign in.</p><a href="/in">In</a>');
    expect(page.article).toEqual({ skipped: expect.stringContaining('too little text') as string });
    expect(page.links).toEqual(['https://site.example/in']);
  });

  it('keeps nothing that PostgreSQL refuses', () => {
    const bytes = Buffer.from(`<title>a\0b&#xD800;</title><article><p>${words}\0&#0;&#xDFFF;\x08</p></article>`);
    const article = parsePage(bytes, { url }).article as Article;
    expect(`${article.title}${article.content}${article.summary}`).not.toMatch(/[\0\x08\p{Cs}]/u);
  });

  it('guesses the language of a page that does not say it, from enough text', () => {
    const german = 'Der schnelle braune Fuchs springt über den faulen Hund und läuft danach wieder nach Hause. '.repeat(
      5,
    );
    expect(parse('', `<article><p>${german}</article>`).article).toMatchObject({ language: 'de' });
    expect(parse('', `<article><p>${german.slice(0, 90)}</article>`).article).toMatchObject({ language: null });
  });
});
