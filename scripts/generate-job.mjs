/**
 * `npm run generate:job -- <feature> <verb-noun> [--new-feature] [--dry-run]`: runs a schematic of `schematics/` on this
 * project, as `nest generate` would.
 */
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { FolderTree } from './lib/folder-tree.mjs';
import { root } from './lib/local-folder.mjs';
import { install } from './lib/prepare.mjs';
import { requireNode, runScript, StepError } from './lib/steps.mjs';

const USAGE = 'npm run generate:job -- <feature> <verb-noun> [--new-feature] [--dry-run]';

/** @param {string} name @returns {Promise<typeof import('../schematics/job.mjs').job>} */
async function loadSchematic(name) {
  const { schematics } = JSON.parse(readFileSync(join(root, 'schematics/collection.json'), 'utf8'));
  const [path, factory] = schematics[name].factory.split('#');
  return (await import(join(root, 'schematics', path)))[factory];
}

requireNode();
await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'new-feature': { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false } },
  });
  if (positionals.length !== 2) throw new StepError(`Two names are needed: ${USAGE}`);
  const schematic = await loadSchematic(values['new-feature'] ? 'feature' : 'job');
  await install();
  const tree = new FolderTree(root);
  /** @type {string[]} */
  const report = [];
  await schematic({ name: positionals.join('/') })(tree, { logger: { info: (line) => report.push(line) } });
  for (const line of tree.changes) console.log(line);
  if (values['dry-run']) return console.log('\nThis was a dry run: nothing has been written.');
  tree.write();
  for (const line of report) console.log(line);
});
