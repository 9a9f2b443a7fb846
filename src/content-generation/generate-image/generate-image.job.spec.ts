import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { validate } from '../../core/validation/validate.js';
import { generateImage, GenerateImagePayload } from './generate-image.job.js';

const issuesOf = (changes: object): unknown[] => {
  const validated = validate(GenerateImagePayload, { ...generateImage.example, ...changes });
  return 'issues' in validated ? validated.issues.map(({ path }) => path[0]) : [];
};

describe('GenerateImagePayload', () => {
  it.each([{}, { prompt: 'x'.repeat(1_000) }, { style: 'branded', aspectRatio: '9:16', contentItemId: 'item' }])(
    'takes %j',
    (changes) => {
      expect(issuesOf(changes)).toEqual([]);
    },
  );

  it.each([
    [{ prompt: '' }, 'prompt'],
    [{ prompt: ' \n' }, 'prompt'],
    [{ prompt: 'x'.repeat(1_001) }, 'prompt'],
    [{ style: 'baroque' }, 'style'],
    [{ style: null }, 'style'],
    [{ aspectRatio: '2:1' }, 'aspectRatio'],
    [{ contentItemId: '' }, 'contentItemId'],
    [{ size: '1x1' }, 'size'],
  ])('refuses %j', (changes, property) => {
    expect(issuesOf(changes)).toContain(property);
  });
});

describe('generateImage', () => {
  it('names its brand and its content item', () => {
    const { example } = generateImage;
    expect(generateImage.references(example)).toEqual([{ resource: 'brand', id: 'brand_demo' }]);
    expect(generateImage.references({ ...example, contentItemId: 'item' })).toEqual([
      { resource: 'brand', id: 'brand_demo' },
      { resource: 'contentItem', id: 'item' },
    ]);
  });
});
