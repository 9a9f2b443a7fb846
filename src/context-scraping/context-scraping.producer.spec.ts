import { expect, it } from 'vitest';
import { validate } from '../core/validation/validate.js';
import { ContextScrapingProducer } from './context-scraping.producer.js';
import type { ContextSource } from './context-sources.repository.js';

it.each(['WEBSITE', 'RSS'] as const)('asks no more of a %s than its job can do', (type) => {
  const source = { id: 's', brandId: 'b', type, url: 'https://example.com', maxItems: 1_000 } as ContextSource;
  const { contract, payload } = new ContextScrapingProducer().sync(source);
  expect(validate(contract.payload, payload)).toHaveProperty('value');
  expect(payload).toMatchObject({ maxItems: type === 'WEBSITE' ? 200 : 1_000 });
});
