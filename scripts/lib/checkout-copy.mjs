/** What a clone of this checkout would have, with what is not committed yet. */
import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './local-folder.mjs';
import { StepError } from './steps.mjs';

/**
 * Copies every file that git does not ignore.
 * @param {string} folder
 */
export function copyCheckout(folder) {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new StepError(`"git ${args.join(' ')}" ended with ${status}:\n${stderr}`);
  for (const path of stdout.split('\0').filter(Boolean)) {
    if (lstatSync(join(root, path), { throwIfNoEntry: false })) cpSync(join(root, path), join(folder, path));
  }
}
