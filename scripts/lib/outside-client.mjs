import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './local-folder.mjs';
import { StepError } from './steps.mjs';

/** What a program of somebody else's is compiled with: everything that is strict, declarations of packages too. */
const COMPILER_OPTIONS = {
  target: 'es2023',
  lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
  module: 'nodenext',
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
};

/**
 * Packs the client, installs the package in a folder outside the project, compiles the program of client/README.md there and
 * runs it against a running API.
 * @param {{ folder: string, run: (command: string) => Promise<string> }} project
 * @param {string} folder
 * @param {{ url: string, token: string }} access
 * @returns {Promise<string>} what the program printed
 * @throws {StepError} when any of this fails
 */
export async function useClientOutside(project, folder, { url, token }) {
  const [, program] = /^```ts\n(.*?)^```$/ms.exec(readFileSync(join(root, 'client/README.md'), 'utf8')) ?? [];
  if (!program) throw new StepError('client/README.md has no program.');
  mkdirSync(folder);
  writeFileSync(join(folder, 'main.ts'), program);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
  await project.run(`(cd client && npm pack --pack-destination '${folder}')`);
  await project.run(`(cd '${folder}' && npm install --prefer-offline --no-audit --no-fund ./*.tgz)`);
  await project.run(`node '${join(root, 'node_modules/typescript/bin/tsc')}' -p '${folder}'`);
  const printed = await project.run(`node '${join(folder, 'main.js')}' '${url}' '${token}'`);
  if (!printed.includes('COMPLETED')) throw new StepError(`The program of client/README.md prints:\n${printed}`);
  return printed.trim();
}
