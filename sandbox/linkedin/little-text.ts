const MENTION = /^@\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^()\\])*)\)/s;
const HASHTAG_TEMPLATE = /^\{hashtag\|\\?#\|((?:\\.|[^}\\])*)\}/s;

/** A `commentary` as LinkedIn takes it. */
export interface LittleText {
  /** As it is kept and given back: up to an unescaped parenthesis. */
  readonly kept: string;
  /** As people read it. */
  readonly shown: string;
}

/**
 * Reads "little text" (learn.microsoft.com/linkedin, little text format): a backslash escapes, `@[Name](urn)` and
 * `{hashtag|\#|word}` are elements, and an unescaped parenthesis anywhere else ends the post without an error.
 */
export function readLittleText(commentary: string): LittleText {
  let shown = '';
  let position = 0;
  while (position < commentary.length) {
    const rest = commentary.slice(position);
    const element = MENTION.exec(rest) ?? HASHTAG_TEMPLATE.exec(rest);
    if (element) {
      shown += `${rest.startsWith('@') ? '' : '#'}${unescape(element[1]!)}`;
      position += element[0].length;
    } else if (rest.startsWith('\\') && rest.length > 1) {
      shown += rest[1];
      position += 2;
    } else if (rest.startsWith('(') || rest.startsWith(')')) {
      break;
    } else {
      shown += rest[0];
      position++;
    }
  }
  return { kept: commentary.slice(0, position), shown };
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
