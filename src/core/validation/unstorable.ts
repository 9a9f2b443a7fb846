import type { Issue } from './validate.js';

/**
 * Finds what passes for JSON but must not come in: U+0000 and lone surrogates (PostgreSQL refuses both in text and jsonb),
 * and keys that every object already has, such as `__proto__` (class-validator takes those for known ones).
 * Walks without recursion, so that depth cannot hurt.
 * @param limit how many issues to collect at most
 * @param isLeftOut which properties at the top are not looked into
 */
export function findUnstorable(value: object, limit: number, isLeftOut: (key: string) => boolean): Issue[] {
  const issues: Issue[] = [];
  const open: { path: Issue['path']; node: object }[] = [{ path: [], node: value }];
  for (let next = open.pop(); next && issues.length < limit; next = open.pop()) {
    const isArray = Array.isArray(next.node);
    for (const [key, child] of Object.entries(next.node)) {
      const path = [...next.path, isArray ? Number(key) : key];
      const wrong = (isArray ? undefined : wrongKey(key)) ?? wrongText(child);
      if (wrong) issues.push({ path, message: wrong });
      else if (typeof child === 'object' && child !== null && !(next.node === value && isLeftOut(key)))
        open.push({ path, node: child });
    }
  }
  return issues.slice(0, limit);
}

function wrongKey(key: string): string | undefined {
  if (key === 'prototype' || key in Object.prototype) return `property ${key} should not exist`;
  return wrongText(key) && 'its name must not contain NUL characters or unpaired surrogates';
}

function wrongText(value: unknown): string | undefined {
  if (typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))) return undefined;
  return 'must not contain NUL characters or unpaired surrogates';
}
