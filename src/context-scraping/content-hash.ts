import { createHash } from 'node:crypto';
import type { ContextItemFields } from './context-items.repository.js';

/** A digest of what a reader would see: when it is the same, nothing has changed. */
export function contentHash(item: Pick<ContextItemFields, 'title' | 'content' | 'summary' | 'author'>): string {
  const seen = [item.title, item.content, item.summary ?? null, item.author ?? null];
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url');
}
