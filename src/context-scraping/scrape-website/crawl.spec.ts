import { describe, expect, it } from 'vitest';
import { Crawl } from './crawl.js';

const visits = (crawl: Crawl): string[] => {
  const urls: string[] = [];
  for (let visit = crawl.next(); visit; visit = crawl.next()) urls.push(visit.url);
  return urls;
};

describe('Crawl', () => {
  it('visits each page of the site once, breadth first', () => {
    const crawl = new Crawl('https://example.com/');
    crawl.add(['https://example.com/a', 'https://example.com/b#top', 'https://example.com/a?utm_source=x'], 1);
    crawl.add(['https://example.com/c', 'https://example.com/'], 2);
    expect(visits(crawl)).toEqual([
      'https://example.com/',
      'https://example.com/a',
      'https://example.com/b',
      'https://example.com/c',
    ]);
    expect(crawl.isDone).toBe(true);
  });

  it('leaves other sites and files alone', () => {
    const crawl = new Crawl('https://example.com/');
    crawl.add(['https://other.example/', 'https://example.com/logo.PNG', 'https://www.example.com/about'], 1);
    expect(visits(crawl)).toEqual(['https://example.com/', 'https://www.example.com/about']);
  });

  it('does not go deeper for ever', () => {
    const crawl = new Crawl('https://example.com/');
    crawl.add(['https://example.com/deep'], 7);
    expect(visits(crawl)).toEqual(['https://example.com/']);
  });

  it('knows an address that a redirect led to', () => {
    const crawl = new Crawl('https://example.com/');
    expect(crawl.mark('https://example.com/new')).toBe(true);
    expect(crawl.mark('https://example.com/new#part')).toBe(false);
    crawl.add(['https://example.com/new'], 1);
    expect(visits(crawl)).toEqual(['https://example.com/']);
  });
});
