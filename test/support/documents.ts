import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '../..');

/** The text of a file of the checkout. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The documents for people, by their paths. */
export const documents = ['README.md', 'CONTRIBUTING.md', 'client/README.md'].concat(
  readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
);
