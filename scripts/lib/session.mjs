/** A document that is a session: commands with what they print, and changes of files, in its code fences. */
import { StepError } from './steps.mjs';

/**
 * A command and the lines that it prints (` ```console `, `$ ` before a command), or a change of files (` ```diff `).
 * @typedef {{ command: string, output: string[] } | { diff: string }} SessionStep
 */

/** Stands for any lines, or none. */
const ANY_LINES = '…';

/**
 * The steps of each section, by its heading.
 * @param {string} document in Markdown
 * @returns {Map<string, SessionStep[]>}
 */
export function readSession(document) {
  const sections = document.split(/^## /m).slice(1);
  return new Map(sections.map((section) => [section.slice(0, section.indexOf('\n')), readSteps(section)]));
}

/** @param {string} section @returns {SessionStep[]} */
function readSteps(section) {
  return [...section.matchAll(/^```(console|diff)\n(.*?)^```$/gms)].flatMap(([, kind, text = '']) =>
    kind === 'diff' ? [{ diff: text }] : readCommands(text),
  );
}

/** @param {string} text @returns {SessionStep[]} */
function readCommands(text) {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((block) => {
      const [command = '', ...output] = block.trimEnd().split('\n');
      return { command, output };
    });
}

/**
 * @param {string[]} wanted the lines of the document
 * @param {string} printed
 * @throws {StepError} with what was printed, where it is something else; times, ids and npm's banner do not count,
 *   and of JSON only its names, the kinds of its values, and words in capitals
 */
export function requireOutput(wanted, printed) {
  const [wantedShape, printedShape] = [shapeOf(wanted.join('\n')), shapeOf(printed)];
  if (wantedShape !== undefined && wantedShape === printedShape) return;
  const pattern = wanted.map((line) =>
    line === ANY_LINES ? '(?:.*\\n)*?' : `${withoutChance(line).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\n`,
  );
  const actual = withoutChance(printed)
    .replace(/^\n(?:> .*\n)+\n?/, '')
    .trimEnd();
  if (!new RegExp(`^${pattern.join('')}$`).test(actual === '' ? '' : `${actual}\n`))
    throw new StepError(`The document says that it prints:\n${wanted.join('\n')}\nIt prints:\n${actual}`);
}

/** @param {string} text */
const withoutChance = (text) =>
  text
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/\u001b\[[\d;]*m/g, '')
    .replaceAll(/\b\d{14}_/g, '<time>_')
    .replaceAll(/\b[a-z][a-z0-9]{23}\b/g, '<id>');

/** @param {string} text @returns {string | undefined} undefined when it is not JSON */
function shapeOf(text) {
  try {
    return JSON.stringify(JSON.parse(text), (_, value) => {
      if (typeof value === 'number') return 0;
      return typeof value === 'string' && !/^[A-Z_]+$/.test(value) ? '' : value;
    });
  } catch {
    return undefined;
  }
}
