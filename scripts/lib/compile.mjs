/** Compiles TypeScript into a folder that ends up looking like the checkout, for processes that the product does not have. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';
import { root } from './local-folder.mjs';

/**
 * @param {string} folder emptied first
 * @param {string[]} sources folders of the checkout; specs, tests and packages in them are left out
 * @param {(file: string, text: string) => string} [edit] changes a source, by its path within the checkout
 * @returns {Promise<void>}
 */
export async function compile(folder, sources, edit = (_, text) => text) {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all(
    sourceFiles(sources).map(async (file) => {
      const text = edit(file, readFileSync(join(root, file), 'utf8'));
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
 * @param {string[]} sources
 * @returns {string[]} paths within the checkout
 */
export const sourceFiles = (sources) =>
  sources.flatMap((source) =>
    readdirSync(join(root, source), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|mjs)$/.test(path) && !/\.(spec|test)\.ts$/.test(path) && !path.includes('node_modules'))
      .map((path) => `${source}/${path}`),
  );
