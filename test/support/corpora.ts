import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Public cases that lie beside the project on some machines. */
const FOLDER = join(import.meta.dirname, '../../../shared/corpora');

/** The cases of a file of the corpora; none where the corpora are absent, which is said in a line. */
export function readCorpus<Case>(path: string): Case[] {
  const file = join(FOLDER, path);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Case[];
  process.stdout.write(`corpus ${path}: absent, nothing to check\n`);
  return [];
}

/** Prints how many of the cases agree, and returns their share; 1 where there are none. */
export function reportAgreement(path: string, agreeing: number, cases: number): number {
  if (cases === 0) return 1;
  const share = agreeing / cases;
  process.stdout.write(`corpus ${path}: ${agreeing} of ${cases} agree (${(100 * share).toFixed(1)} %)\n`);
  return share;
}
