/** Compiles the sources that the suite runs into a folder of its own, with the migrations, as they are or with one change. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../scripts/lib/compile.mjs';
import { root } from '../../scripts/lib/local-folder.mjs';

const SOURCES = ['src', 'test/chaos', 'test/support'];
const MIGRATIONS = 'prisma/migrations';

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
  if (mutant && !existsSync(join(root, mutant.file)))
    throw new Error(`Mutant "${mutant.name}": there is no ${mutant.file}`);
  await compile(folder, SOURCES, (file, text) => (mutant?.file === file ? mutate(text, mutant) : text));
  cpSync(join(root, MIGRATIONS), join(folder, MIGRATIONS), { recursive: true });
  if (mutant?.file.startsWith(MIGRATIONS))
    writeFileSync(join(folder, mutant.file), mutate(readFileSync(join(root, mutant.file), 'utf8'), mutant));
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
