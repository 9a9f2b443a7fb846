/** What need not be encoded in a URL, and therefore is compared decoded (RFC 3986, 2.3). */
const UNRESERVED = /^[\w.~-]$/;

/** What a query may hold encoded or not, without a difference (the second example of RFC 9309, 2.2.2). */
const PLAIN_IN_QUERY = /^[:/?@]$/;

/** What may stand unencoded in a path or query (RFC 3986, 2.2), less `*` and `$`, which a pattern gives a meaning. */
const KEPT = /^[!&'()+,;=:@/?#[\]\w.~-]$/;

/**
 * Path and query of a URL in the one spelling in which they are compared with patterns (RFC 9309, 2.2.2 and 2.2.3): percent
 * signs only before what is not unreserved, in upper case; `*` and `$` encoded.
 */
export function comparablePath(url: URL): string {
  const { href } = url;
  const start = href.indexOf('/', href.indexOf('//') + 2);
  return comparable(href.slice(start).replace(/#.*$/s, ''));
}

/** A rule's path in the same spelling, its `*` and its last `$` left as they are. */
export function comparablePattern(text: string): string {
  const anchored = text.endsWith('$');
  const path = comparable(anchored ? text.slice(0, -1) : text, '*').replace(/\*+/g, '*');
  return `${/^[/*]/.test(path) ? '' : '/'}${path}${anchored ? '$' : ''}`;
}

/** Whether a pattern matches the beginning of a path, or with `$` all of it. Takes time in proportion to both, whatever they are. */
export function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  // Who ends a pattern with `$` may mean the character.
  if (anchored && path.includes('%24') && matches(`${pattern.slice(0, -1)}%24`, path)) return true;
  const [head, ...parts] = (anchored ? pattern.slice(0, -1) : pattern).split('*') as [string, ...string[]];
  if (!path.startsWith(head)) return false;
  if (parts.length === 0) return !anchored || path.length === head.length;

  const tail = anchored ? parts.pop()! : '';
  let end = head.length;
  for (const part of parts) {
    const found = path.indexOf(part, end);
    if (found === -1) return false;
    end = found + part.length;
  }
  return path.length - tail.length >= end && path.endsWith(tail);
}

/**
 * Encodes what must be, and decodes what need not be encoded.
 * @param wildcard is left as it is
 */
function comparable(text: string, wildcard = ''): string {
  const query = text.indexOf('?');
  return text.replace(/%[\da-f]{2}|[^]/giu, (piece, offset: number) => {
    if (piece === wildcard || KEPT.test(piece)) return piece;
    if (!/^%../.test(piece)) return piece === '*' ? '%2A' : encodeURIComponent(piece);
    const character = decoded(piece);
    const plain = UNRESERVED.test(character) || (query !== -1 && offset > query && PLAIN_IN_QUERY.test(character));
    return plain ? character : piece.toUpperCase();
  });
}

function decoded(piece: string): string {
  return String.fromCharCode(Number.parseInt(piece.slice(1), 16));
}
