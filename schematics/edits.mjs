/** Additions to files that there are. Each takes the file's text, and throws where it finds no place in it. */
import { StepError } from '../scripts/lib/steps.mjs';

/**
 * Puts text behind what an expression matches last.
 * @param {string} text
 * @param {RegExp} place with the flag g
 * @param {string} added
 */
function addBehind(text, place, added) {
  const last = [...text.matchAll(place)].at(-1);
  if (!last) throw new StepError(`There is no place for "${added.trim()}": nothing in the file is like ${place}.`);
  const end = last.index + last[0].length;
  return text.slice(0, end) + added + text.slice(end);
}

/**
 * Before the first import of the house that comes after it, or behind all imports.
 * @param {string} text
 * @param {string} name
 * @param {string} path
 */
export function addImport(text, name, path) {
  const line = `import { ${name} } from '${path}';\n`;
  const next = [...text.matchAll(/^import [^;]*? from '(\.[^']*)';\n/gm)].find(([, other]) => String(other) > path);
  if (next) return text.slice(0, next.index) + line + text.slice(next.index);
  return addBehind(text, /^import [^;]*;\n/gm, line);
}

/** To the feature's list of job types. @param {string} text @param {string} job */
export const addToJobs = (text, job) => addBehind(text, /^export const \w+Jobs = \[[^\]]*(?=\])/gm, `, ${job}`);

/** To `provideHandlers`. @param {string} text @param {string} type @param {string} handler */
export const addHandler = (text, type, handler) =>
  addBehind(text, /provideHandlers\(\w+, \{[^}]*(?=\n *\})/g, `\n${type}: ${handler},`);

/** To what a module imports. @param {string} text @param {string} module */
export const addModule = (text, module) => addBehind(text, /^ {2}imports: \[[^]*?(?=\n {2}\],)/gm, `\n${module},`);

/** To the enum of types. @param {string} text of the schema @param {string} type */
export const addType = (text, type) => addBehind(text, /^enum JobType \{[^}]*?(?=\n\n {2}@@map)/gm, `\n  ${type}`);

/** To the types that the dashboard can filter by. @param {string} text @param {string} type */
export const addFilter = (text, type) =>
  addBehind(text, /keysOf<Schema<'JobType'>>\(\{[^}]*?(?=\n\}\))/g, `\n  ${type}: true,`);

/** To the configuration. @param {string} text @param {string} variable */
export const addConcurrency = (text, variable) =>
  addBehind(text, /^ {2}\w+_CONCURRENCY: .*\n/gm, `  ${variable}: wholeNumber(10, 1, 1_000),\n`);

/** To `.env.example`. @param {string} text @param {string} queue @param {string} variable */
export const addConcurrencyExample = (text, queue, variable) =>
  addBehind(text, /^#\w+_CONCURRENCY=.*\n/gm, `\n# The same for ${queue}.\n#${variable}=10\n`);

/** To the queues that a worker is expected to have. @param {string} text of the test @param {string} queue */
export function addExpectedQueue(text, queue) {
  const started = addBehind(
    text,
    /^.*'Starting \S+ worker \(concurrency: \d+\)',\n/gm,
    `'Starting ${queue} worker (concurrency: 10)',\n`,
  );
  return addBehind(started, /^ *\{ \.\.\.idle, name: .*\n/gm, `{ ...idle, name: '${queue}', concurrency: 10 },\n`);
}

/** To the table of job types. @param {string} text of the document @param {string[]} cells */
export const addRow = (text, cells) => addBehind(text, /^\| type +\|.*\n(?:\|.*\n)*/gm, `| ${cells.join(' | ')} |\n`);
