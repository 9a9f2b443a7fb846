/** Compiles the sources that the suite runs into a folder of its own, as they are or with one change. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';
import { root } from '../../scripts/lib/local-folder.mjs';

const SOURCES = ['src', 'test/chaos', 'test/support'];

/**
 * A change to a source file: every `find` must stand in it exactly once.
 * @typedef {object} Mutant
 * @property {string} name
 * @property {string} file within the checkout
 * @property {{ find: string, replace: string }[]} edits
 * @property {number} promise the number of the promise that must notice
 * @property {RegExp} shows what that promise's run complains of then
 */

/**
 * Compiles into `folder`, which ends up looking like the checkout.
 * @param {string} folder
 * @param {Mutant} [mutant]
 * @throws {Error} when the mutant's file or text is not there (any more)
 */
export async function buildChaos(folder, mutant) {
  rmSync(folder, { recursive: true, force: true });
  const files = SOURCES.flatMap((source) =>
    readdirSync(join(root, source), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|mjs)$/.test(path) && !/\.(spec|test)\.ts$/.test(path))
      .map((path) => `${source}/${path}`),
  );
  if (mutant && !files.includes(mutant.file)) throw new Error(`Mutant "${mutant.name}": there is no ${mutant.file}`);
  await Promise.all(
    files.map(async (file) => {
      const source = readFileSync(join(root, file), 'utf8');
      const text = mutant?.file === file ? mutate(source, mutant) : source;
      const output = join(folder, file.replace(/\.ts$/, '.js'));
      const { code } = await transform(text, { filename: join(root, file), cwd: root, sourceMaps: 'inline' });
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, code);
    }),
  );
  // Scripts find the checkout by where they lie, so they are not copied.
  symlinkSync(join(root, 'scripts'), join(folder, 'scripts'), 'junction');
}

/**
 * @param {string} source
 * @param {Mutant} mutant
 */
function mutate(source, { name, file, edits }) {
  return edits.reduce((text, { find, replace }) => {
    if (text.split(find).length !== 2)
      throw new Error(`Mutant "${name}": ${file} does not hold this text exactly once:\n${find}`);
    return text.replace(find, () => replace);
  }, source);
}
