import { describe, expect, it } from 'vitest';
import { describeLink, webLink } from './web-link.js';

describe('webLink', () => {
  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/inside',
    '',
    null,
  ])('follows no %s', (address) => {
    expect(webLink(address)).toBeNull();
  });

  it.each(['https://x.com/i/status/1', 'http://127.0.0.1:8080/a'])('follows %s', (address) => {
    expect(webLink(address)).toBe(address);
  });
});

it.each([
  ['https://example.com/', 'example.com'],
  ['https://example.com/tea?x=1#y', 'example.com/tea'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('describes %s', (address, text) => {
  expect(describeLink(address)).toBe(text);
});
