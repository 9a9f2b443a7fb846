/** As much as a sentence of ours takes. */
const MAX_CHARACTERS = 200;

/** Longer than any word, code or URN of a platform; tokens and encoded data are longer. */
const SECRET_LIKE = /[^\s"',;()[\]{}]{48,}/gu;

/**
 * Makes what a platform wrote fit to be quoted in a sentence for users: one line, without links and without what may be a token.
 * @returns at most 200 characters, without a full stop at the end; '' for what is no text
 */
export function quoteSentence(text: unknown): string {
  if (typeof text !== 'string') return '';
  // Far more than is quoted, so that a body of megabytes costs nothing.
  const line = text
    .slice(0, 10 * MAX_CHARACTERS)
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/\bhttps?:\/\/\S+/gi, '(link)')
    .replace(SECRET_LIKE, '…')
    .trim();
  const characters = [...line];
  const short = characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…` : line;
  return short.replace(/\.+$/, '');
}
