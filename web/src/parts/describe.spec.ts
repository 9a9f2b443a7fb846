import { expect, it } from 'vitest';
import { describeCost, describeLarge, typeName, words } from './describe.js';

it.each([
  ['GENERATE_CONTENT', 'Generate content'],
  ['contextSourceId', 'Context source id'],
  ['job.completed', 'Job completed'],
])('reads %s', (name, text) => {
  expect(words(name)).toBe(text);
});

it('knows what people call a type', () => {
  expect([typeName('SYNC_RSS'), typeName('SYNC_ANALYTICS')]).toEqual(['Sync RSS', 'Sync analytics']);
});

it.each([
  [0, '$0.00'],
  [1_234, '$0.0012'],
  [12_345_678, '$12.35'],
])('%d millionths', (microUsd, text) => {
  expect(describeCost(microUsd)).toBe(text);
});

it('is short about large numbers', () => {
  expect([describeLarge(9_999), describeLarge(12_345)]).toEqual(['9,999', '12.3K']);
});
