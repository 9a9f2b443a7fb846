import { expect, it } from 'vitest';
import { webAddress } from './web-address.js';

it.each([
  ['https://acme.example/a b', 'https://acme.example/a%20b'],
  ['http://acme.example', 'http://acme.example/'],
  ['javascript:alert(1)', null],
  [' java\nscript:alert(1)', null],
  ['data:text/html,<script>', null],
  ['/relative', null],
  ['', null],
])('of %j makes %j', (url, address) => {
  expect(webAddress(url)).toBe(address);
});
