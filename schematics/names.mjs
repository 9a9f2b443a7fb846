import { StepError } from '../scripts/lib/steps.mjs';

/** A name in the forms that the code has it in. */
/** @typedef {{ kebab: string, camel: string, pascal: string, constant: string }} Name */

/** PostgreSQL cuts names at 63 bytes (its documentation, Identifiers and Key Words), and file names grow a suffix. */
const MAX_LENGTH = 50;

/**
 * @param {string} kebab
 * @returns {Name}
 */
function nameOf(kebab) {
  const pascal = kebab.replaceAll(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());
  return {
    kebab,
    camel: pascal[0]?.toLowerCase() + pascal.slice(1),
    pascal,
    constant: kebab.replaceAll('-', '_').toUpperCase(),
  };
}

/** @param {string} text @param {number} words that it must have at least */
const isKebab = (text, words) =>
  /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(text) && text.split('-').length >= words && text.length <= MAX_LENGTH;

/**
 * @param {string} name `<feature>/<verb-noun>`
 * @throws {StepError} when it is none
 */
export function parseName(name) {
  const [feature = '', job = '', ...more] = name.split('/');
  if (more.length > 0 || !job)
    throw new StepError(
      `"${name}" names no job type: give <feature>/<verb-noun>, such as context-scraping/summarize-context.`,
    );
  if (!isKebab(feature, 1))
    throw new StepError(
      `The feature is "${feature}"; it must be words of lower-case letters and digits with hyphens between, ${MAX_LENGTH} characters at most, such as context-scraping.`,
    );
  if (!isKebab(job, 2))
    throw new StepError(
      `The job type is "${job}"; it must be a verb and a noun in lower case with hyphens between, ${MAX_LENGTH} characters at most, such as summarize-context.`,
    );
  return { feature: nameOf(feature), job: nameOf(job) };
}
