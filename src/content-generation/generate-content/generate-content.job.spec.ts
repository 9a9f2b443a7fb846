import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { generateContent, GenerateContentPayload } from './generate-content.job.js';

const wrongProperties = (changes: object): string[] => {
  const payload = plainToInstance(GenerateContentPayload, { ...generateContent.example, ...changes });
  return validateSync(payload, { whitelist: true, forbidNonWhitelisted: true }).map((error) => error.property);
};

describe('GenerateContentPayload', () => {
  it.each([
    {},
    { tone: undefined, contentType: undefined },
    { topic: 'x'.repeat(500), platforms: ['TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM'] },
    { contentType: 'THREAD', contextItemIds: ['a', 'b'], organizationId: 'org_demo' },
  ])('takes %j', (changes) => {
    expect(wrongProperties(changes)).toEqual([]);
  });

  it.each([
    [{ brandId: undefined }, 'brandId'],
    [{ topic: '' }, 'topic'],
    [{ topic: ' \n' }, 'topic'],
    [{ topic: 'x'.repeat(501) }, 'topic'],
    [{ platforms: [] }, 'platforms'],
    [{ platforms: 'TWITTER' }, 'platforms'],
    [{ platforms: ['TWITTER', 'TWITTER'] }, 'platforms'],
    [{ platforms: ['MYSPACE'] }, 'platforms'],
    [{ contentType: 'POEM' }, 'contentType'],
    [{ tone: 7 }, 'tone'],
    [{ contextItemIds: ['a', 'a'] }, 'contextItemIds'],
    [{ contextItemIds: Array.from({ length: 21 }, (_, index) => `item${index}`) }, 'contextItemIds'],
    [{ tone: null }, 'tone'],
    [{ contentType: null }, 'contentType'],
    [{ contextItemIds: null }, 'contextItemIds'],
    [{ organizationId: null }, 'organizationId'],
    [{ colour: 'blue' }, 'colour'],
  ])('refuses %j', (changes, property) => {
    expect(wrongProperties(changes)).toEqual([property]);
  });
});

describe('generateContent', () => {
  it('names its brand and context items', () => {
    expect(generateContent.references({ ...generateContent.example, contextItemIds: ['a', 'b'] })).toEqual([
      { resource: 'brand', id: 'brand_demo' },
      { resource: 'contextItem', id: 'a' },
      { resource: 'contextItem', id: 'b' },
    ]);
  });
});
