/**
 * The schematics `job` and `feature`: what a new job type needs, in files of its own and in those that name all types.
 * Of the Angular DevKit they use the tree alone, so that "npm run generate:job" runs them without it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepError } from '../scripts/lib/steps.mjs';
import * as edits from './edits.mjs';
import { parseName } from './names.mjs';

/**
 * What is used of the DevKit's `Tree`; paths are within the project.
 * @typedef {object} Tree
 * @property {(path: string) => boolean} exists whether there is such a file
 * @property {(path: string) => string} readText
 * @property {(path: string, text: string) => void} create
 * @property {(path: string, text: string) => void} overwrite
 * @property {(path: string) => { subdirs: string[], subfiles: string[] }} getDir
 */

/** @typedef {ReturnType<typeof parseName>} Names */

const SUMMARY = 'Counts the words of a text';
const MIGRATIONS = 'prisma/migrations';

/**
 * A job type in a feature that there is.
 * @param {{ name: string }} options
 */
export const job = (options) => schematic(options, false);

/**
 * A feature with a queue of its own and its first job type.
 * @param {{ name: string }} options
 */
export const feature = (options) => schematic(options, true);

/**
 * @param {{ name: string }} options
 * @param {boolean} isNewFeature
 * @returns {(tree: Tree, context: { logger: { info(line: string): void } }) => Promise<void>}
 */
function schematic({ name }, isNewFeature) {
  return async (tree, { logger }) => {
    const names = parseName(name);
    refuseWhatExists(tree, names);
    if (isNewFeature) refuseFeature(tree, names);
    else requireFeature(tree, names);

    const migration = `${nextVersion(tree.getDir(MIGRATIONS).subdirs)}_${names.job.constant.toLowerCase()}`;
    const format = await formatter();
    for (const folder of ['job', isNewFeature ? 'feature' : 'handler']) {
      for (const [path, text] of filesOf(folder, names, migration)) tree.create(path, await format(path, text));
    }
    for (const [path, edit] of isNewFeature ? featureEdits(names) : handlerEdits(names)) {
      tree.overwrite(path, await format(path, edit(tree.readText(path))));
    }
    for (const line of report(names, isNewFeature)) logger.info(line);
  };
}

/** @param {Tree} tree @param {Names} names */
function refuseWhatExists(tree, { feature, job }) {
  const schema = tree.readText('prisma/schema.prisma');
  const isTaken = new RegExp(`^ {2}${job.constant}$`, 'm').test(/^enum JobType \{[^}]*/m.exec(schema)?.[0] ?? '');
  if (isTaken) throw new StepError(`There is a job type ${job.constant} already: choose another name.`);
  const folder = `src/${feature.kebab}/${job.kebab}`;
  const { subdirs, subfiles } = tree.getDir(folder);
  if (subdirs.length + subfiles.length > 0)
    throw new StepError(`There is a folder ${folder} already: choose another name.`);
  const test = `test/integration/${job.kebab}.test.ts`;
  if (tree.exists(test)) throw new StepError(`There is a ${test} already: choose another name.`);
}

/** Whether users can ask the feature of a folder for work. @param {Tree} tree @param {string} name */
const takesJobs = (tree, name) => ['jobs', 'producer'].every((role) => tree.exists(`src/${name}/${name}.${role}.ts`));

/** @param {Tree} tree @param {Names} names */
function requireFeature(tree, { feature }) {
  if (takesJobs(tree, feature.kebab)) return;
  const features = tree.getDir('src').subdirs.filter((name) => takesJobs(tree, name));
  throw new StepError(
    `No feature ${feature.kebab} takes jobs of users: name one of ${features.toSorted().join(', ')}, or make a new one with --new-feature.`,
  );
}

/** @param {Tree} tree @param {Names} names */
function refuseFeature(tree, { feature }) {
  const { subdirs, subfiles } = tree.getDir(`src/${feature.kebab}`);
  if (subdirs.length + subfiles.length > 0)
    throw new StepError(
      `There is a folder src/${feature.kebab} already: choose another name, or leave --new-feature out.`,
    );
  const isTaken = ['app', 'worker', 'scheduler'].some((process) =>
    new RegExp(`\\b${feature.pascal}(Worker)?Module\\b`).test(tree.readText(`src/${process}.module.ts`)),
  );
  if (isTaken) throw new StepError(`The name ${feature.pascal}Module is taken: choose another name for the feature.`);
  if (tree.readText('src/core/config/config.ts').includes(` ${feature.constant}_CONCURRENCY:`))
    throw new StepError(
      `There is a setting ${feature.constant}_CONCURRENCY already: choose another name for the feature.`,
    );
}

/** Now, and behind every migration that there is. @param {string[]} migrations */
function nextVersion(migrations) {
  const now = Number(new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14));
  return Math.max(now, ...migrations.map((name) => Number(name.slice(0, 14)) + 1));
}

/** The project's formatter, by its settings. */
async function formatter() {
  const prettier = await import('prettier');
  return async (/** @type {string} */ path, /** @type {string} */ text) => {
    const { inferredParser } = await prettier.getFileInfo(path);
    if (!inferredParser) return text;
    const settings = await prettier.resolveConfig(join(import.meta.dirname, '../package.json'));
    return prettier.format(text, { ...settings, parser: inferredParser });
  };
}

/**
 * What the templates of a folder make: path and text.
 * @param {string} folder
 * @param {Names} names
 * @param {string} migration
 * @returns {[string, string][]}
 */
function filesOf(folder, { feature, job }, migration) {
  const root = join(import.meta.dirname, 'files', folder);
  /** @type {Record<string, string>} */
  const words = { __feature__: feature.kebab, __job__: job.kebab, __migration__: migration };
  /** @type {Record<string, string>} */
  const values = { summary: SUMMARY, 'job.type': job.constant };
  for (const [form, value] of Object.entries(job)) values[`job.${form}`] = value;
  for (const [form, value] of Object.entries(feature)) values[`feature.${form}`] = value;
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.template'))
    .toSorted()
    .map((path) => [
      path.slice(0, -'.template'.length).replaceAll(/__\w+?__/g, (word) => words[word] ?? word),
      readFileSync(join(root, path), 'utf8').replaceAll(/<%= (\S+) %>/g, (_, key) => {
        if (!(key in values)) throw new Error(`${path} asks for ${key}, which there is not`);
        return String(values[key]);
      }),
    ]);
}

/** @typedef {[path: string, edit: (text: string) => string]} Edit */

/** @param {Names} names @returns {Edit[]} */
function typeEdits({ feature, job }) {
  return [
    ['prisma/schema.prisma', (text) => edits.addType(text, job.constant)],
    ['web/src/jobs/filter.ts', (text) => edits.addFilter(text, job.constant)],
    ['docs/architecture.md', (text) => edits.addRow(text, [`\`${job.constant}\``, feature.kebab, SUMMARY])],
  ];
}

/** @param {Names} names @returns {Edit[]} */
function handlerEdits(names) {
  const { feature, job } = names;
  const folder = `src/${feature.kebab}`;
  const place = `./${job.kebab}/${job.kebab}`;
  const handler = `${job.pascal}Handler`;
  return [
    [
      `${folder}/${feature.kebab}.jobs.ts`,
      (text) => edits.addImport(edits.addToJobs(text, job.camel), job.camel, `${place}.job.js`),
    ],
    [
      `${folder}/${feature.kebab}.worker.module.ts`,
      (text) => edits.addImport(edits.addHandler(text, job.constant, handler), handler, `${place}.handler.js`),
    ],
    ...typeEdits(names),
  ];
}

/** @param {Names} names @returns {Edit[]} */
function featureEdits(names) {
  const { kebab, pascal, constant } = names.feature;
  const variable = `${constant}_CONCURRENCY`;
  /** @param {string} process @param {string} kind @param {string} name @returns {Edit} */
  const wiring = (process, kind, name) => [
    `src/${process}.module.ts`,
    (text) => edits.addImport(edits.addModule(text, name), name, `./${kebab}/${kebab}.${kind}.js`),
  ];
  return [
    wiring('app', 'module', `${pascal}Module`),
    wiring('worker', 'worker.module', `${pascal}WorkerModule`),
    wiring('scheduler', 'module', `${pascal}Module`),
    ['src/core/config/config.ts', (text) => edits.addConcurrency(text, variable)],
    ['.env.example', (text) => edits.addConcurrencyExample(text, kebab, variable)],
    ['test/e2e/system.test.ts', (text) => edits.addExpectedQueue(text, kebab)],
    ...typeEdits(names),
  ];
}

/** What was made, and what is left to do. @param {Names} names @param {boolean} isNewFeature */
function report({ feature, job }, isNewFeature) {
  const folder = `src/${feature.kebab}`;
  const files = `${folder}/${job.kebab}/${job.kebab}`;
  const test = `test/integration/${job.kebab}.test.ts`;
  const queue = isNewFeature ? `, with a queue of that name (${feature.constant}_CONCURRENCY at a time)` : '';
  return [
    '',
    `${job.constant} is a job type of ${feature.kebab}${queue}. As it is, it counts the words of a text, and completes.`,
    '',
    'Fill in:',
    ...aligned([
      [`${files}.job.ts`, 'what it takes, gives back and names; time limit, summary, example'],
      [`${files}.handler.ts`, 'the work'],
      ...(isNewFeature ? [[`${folder}/${feature.kebab}.repository.ts`, 'what it reads and saves']] : []),
      [`${files}.handler.spec.ts`, 'what is wanted of the work'],
      [test, 'what is wanted of the job'],
      ['docs/architecture.md', 'the summary, in the table of job types'],
    ]),
    '',
    `Then: npm run openapi && npm run check && npm test -- ${test}`,
  ];
}

/** @param {string[][]} rows a file and what to do in it */
function aligned(rows) {
  const width = Math.max(...rows.map(([file = '']) => file.length));
  return rows.map(([file = '', what]) => `  ${file.padEnd(width)}  ${what}`);
}
