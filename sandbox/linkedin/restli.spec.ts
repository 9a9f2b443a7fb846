import { describe, expect, it } from 'vitest';
import { rawQuery, readEntity, readUrn, readUrnList } from './restli.js';

describe("Rest.li's parameters", () => {
  it('are read as they were sent', () => {
    expect([...rawQuery('/rest/posts?q=author&a=List(x%3Ay)&b')]).toEqual([
      ['q', 'author'],
      ['a', 'List(x%3Ay)'],
      ['b', ''],
    ]);
    expect(rawQuery('/rest/posts').size).toBe(0);
  });

  it.each([
    ['urn%3Ali%3Ashare%3A1', 'urn:li:share:1'],
    ['urn:li:share:1', undefined],
    ['share', undefined],
    ['%', undefined],
  ])('a URN: %j', (raw, urn) => {
    expect(readUrn(raw)).toBe(urn);
  });

  it.each([
    ['List(urn%3Ali%3Ashare%3A1,urn%3Ali%3Ashare%3A2)', ['urn:li:share:1', 'urn:li:share:2']],
    ['List()', []],
    ['List(urn:li:share:1)', undefined],
    ['List%28urn%3Ali%3Ashare%3A1%29', undefined],
  ])('a list: %j', (raw, urns) => {
    expect(readUrnList(raw)).toEqual(urns);
  });

  it.each([
    ['(share:urn%3Ali%3Ashare%3A1)', { kind: 'share', urn: 'urn:li:share:1' }],
    ['(ugc:urn%3Ali%3AugcPost%3A1)', { kind: 'ugc', urn: 'urn:li:ugcPost:1' }],
    ['(share:urn%3Ali%3AugcPost%3A1)', undefined],
    ['(share:urn:li:share:1)', undefined],
    ['urn%3Ali%3Ashare%3A1', undefined],
  ])('an entity: %j', (raw, entity) => {
    expect(readEntity(raw)).toEqual(entity);
  });
});
