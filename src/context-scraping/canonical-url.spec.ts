import { describe, expect, it } from 'vitest';
import { canonicalUrl, isSameSite } from './canonical-url.js';

describe('canonicalUrl', () => {
  it.each([
    ['https://example.com/a#part', 'https://example.com/a'],
    ['https://example.com/a?utm_source=x&utm_medium=y', 'https://example.com/a'],
    ['https://example.com/a?id=7&gclid=abc&page=2', 'https://example.com/a?id=7&page=2'],
    ['HTTPS://EXAMPLE.com:443/a', 'https://example.com/a'],
    ['https://example.com/?q=a%20b', 'https://example.com/?q=a%20b'],
  ])('spells %s as %s', (address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical);
  });
});

describe('isSameSite', () => {
  it('takes www. for the same site, and no other host', () => {
    expect(isSameSite('https://www.example.com/a', 'http://example.com/b')).toBe(true);
    expect(isSameSite('https://blog.example.com/', 'https://example.com/')).toBe(false);
    expect(isSameSite('https://example.com:8443/', 'https://example.com/')).toBe(false);
  });
});
