/** Makes the README's pictures of the screenshots that the browser tests have kept: smaller, and with few colours. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { localFolder, root } from './lib/local-folder.mjs';

/** [what the tests call it, colour scheme, the picture's name] */
const PICTURES = [
  ['overview', 'light', 'overview'],
  ['overview', 'dark', 'overview-dark'],
  ['jobs', 'light', 'jobs'],
  ['job-retried', 'light', 'job'],
  ['job-retried', 'dark', 'job-dark'],
  ['content-item', 'light', 'content'],
  ['calendar', 'dark', 'calendar-dark'],
  ['learnings', 'light', 'learnings'],
];

/** Wide enough to be read where the README is shown, in pixels. */
const WIDTH = 1_000;

const folder = join(root, 'docs/pictures');
mkdirSync(folder, { recursive: true });
for (const [screenshot, look, name] of PICTURES) {
  const from = join(localFolder, 'screenshots', `${screenshot}-wide-${look}.png`);
  const png = { palette: true, colours: 64, compressionLevel: 9, effort: 10 };
  const { size } = await sharp(from)
    .resize({ width: WIDTH })
    .png(png)
    .toFile(join(folder, `${name}.png`));
  console.log(`docs/pictures/${name}.png: ${Math.ceil(size / 1_000)} KB`);
}
