import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { isKeptAsSent } from './decorators.js';
import { failedElements } from './failed-elements.js';
import { findUnstorable } from './unstorable.js';

/** One thing that is wrong: where, as keys and indexes from the top, and what, as a sentence for a person. */
export interface Issue {
  path: (string | number)[];
  message: string;
}

/** The value as an instance of its class, or all that is wrong with it. */
export type Checked<T> = { value: T } | { issues: Issue[] };

/** Nobody reads more, and a hostile body could have a hundred thousand. */
const MAX_ISSUES = 100;

const OPTIONS = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };

/**
 * Checks a plain JSON value against the class-validator decorators of a class: unknown properties are refused, nothing is
 * converted that `@Type` does not name, and text that PostgreSQL cannot store is refused wherever it stands.
 * A property that is kept as it was sent is looked at by its own decorators only (see `@KeptAsSent()`).
 */
export function validate<T extends object>(Class: Type<T>, value: unknown): Checked<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { issues: [{ path: [], message: 'must be a JSON object' }] };
  }
  const unstorable = findUnstorable(value, MAX_ISSUES, (key) => isKeptAsSent(Class, key));
  if (unstorable.length > 0) return { issues: unstorable };
  const instance = plainToInstance(Class, { ...value });
  const issues = validateSync(instance, OPTIONS).flatMap((error) => issuesOf(error, []));
  return issues.length > 0 ? { issues: issues.slice(0, MAX_ISSUES) } : { value: instance };
}

function issuesOf(error: ValidationError, above: Issue['path']): Issue[] {
  const path = [...above, Array.isArray(error.target) ? Number(error.property) : error.property];
  return [
    ...Object.entries(error.constraints ?? {}).flatMap(([name, message]) => {
      const elements = failedElements(error, name);
      if (elements.length === 0) return [{ path, message: sentence(message) }];
      return elements.map((element) => ({ path: [...path, element.index], message: sentence(element.message) }));
    }),
    ...(error.children ?? []).flatMap((child) => issuesOf(child, path)),
  ];
}

/** The path says which property and which element it is; the longest messages quote a caller's own key. */
function sentence(message: string): string {
  return message.replace(/^each value in /, '').slice(0, 300);
}
