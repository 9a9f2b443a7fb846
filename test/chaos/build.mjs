/** Compiles the sources that the suite runs into a folder of its own, as they are or with one change. */
import { compile, sourceFiles } from '../../scripts/lib/compile.mjs';

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
  if (mutant && !sourceFiles(SOURCES).includes(mutant.file))
    throw new Error(`Mutant "${mutant.name}": there is no ${mutant.file}`);
  await compile(folder, SOURCES, (file, text) => (mutant?.file === file ? mutate(text, mutant) : text));
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
