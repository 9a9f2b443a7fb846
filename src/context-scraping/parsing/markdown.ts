import TurndownService from 'turndown';
import type { DomElement } from './dom.js';
import { oneLine } from './plain-text.js';
import { webAddress } from './web-address.js';

const UNREADABLE = [
  'audio', 'button', 'canvas', 'datalist', 'embed', 'frame', 'frameset', 'head', 'iframe', 'input', 'link', 'map', 'meta',
  'noscript', 'object', 'option', 'script', 'select', 'style', 'template', 'textarea', 'title', 'video',
] as const; // prettier-ignore

/** Inside a cell of a table these cannot be written on one line, which Markdown asks for. */
const BLOCKS = 'address,article,blockquote,dl,div > div,h1,h2,h3,h4,h5,h6,hr,ol,p + p,pre,section,table,ul';

const WRAPPED = 'blockquote,div,dl,h1,h2,h3,h4,h5,h6,hr,ol,p,pre,table,ul';

/** Stands at both ends of a code span until all is joined. No HTML parser lets a U+0000 through (HTML, 13.2.3.5). */
const EDGE = '\0';

/**
 * Turns a DOM into Markdown that holds no raw HTML, no `data:` or `javascript:` links and no embedded media.
 * @param baseUrl what relative links and images are resolved against
 */
export function toMarkdown(root: DomElement, baseUrl: string | null): string {
  const service = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
    emDelimiter: '*',
  });
  const escape = service.escape.bind(service);
  service.escape = (text) => escapeHtml(escape(text)).replace(/~(?=~|$)/g, '\\~');
  service.remove([...UNREADABLE]);
  service.remove((node) => node.localName === 'svg' || node.localName === 'math');
  service.addRule('heading', {
    filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    replacement: (content, node) => block(`${'#'.repeat(Number(node.nodeName[1]))} ${onOneLine(content)}`),
  });
  service.addRule('preformatted', {
    filter: 'pre',
    replacement: (_content, node) => block(fenced(node as DomElement)),
  });
  service.addRule('code', {
    filter: (node) => node.localName === 'code' && node.closest('pre') === null,
    replacement: (_content, node) => codeSpan((node as DomElement).textContent ?? ''),
  });
  service.addRule('link', {
    filter: 'a',
    replacement: (content, node) => linkTo((node as DomElement).getAttribute('href'), content, baseUrl),
  });
  service.addRule('image', {
    filter: 'img',
    replacement: (_content, node) => imageOf(node as DomElement, service, baseUrl),
  });
  addTableRules(service);
  addWrapperRule(service);
  addItemRule(service);
  numberLists(root);
  // Two code spans that meet would share their backticks, and what is in them would be read as Markdown and HTML.
  return service.turndown(root).replaceAll(`${EDGE}${EDGE}`, ' ').replaceAll(EDGE, '').trim();
}

/** Bold, links and the like around paragraphs or code: Markdown has them within a line only, so they go. */
function addWrapperRule(service: TurndownService): void {
  service.addRule('wrapper', {
    filter: (node) => {
      const element = node as DomElement & { isBlock: boolean };
      return !element.isBlock && element.localName !== 'code' && element.querySelector(WRAPPED) !== null;
    },
    replacement: (content) => block(content.trim()),
  });
}

/** An item outside of a list would stand in the middle of a line, where a fence in it opens no block: it is one of its own. */
function addItemRule(service: TurndownService): void {
  service.addRule('item', {
    filter: (node) => node.localName === 'li' && !['UL', 'OL'].includes(node.parentNode?.nodeName ?? ''),
    replacement: (content) => block(content.trim()),
  });
}

/** Items are numbered with 1 to 9 digits (CommonMark 0.31, 5.2); after anything else they would be no items. */
function numberLists(root: DomElement): void {
  for (const list of root.querySelectorAll('ol[start]'))
    if (!/^\d{1,8}$/.test(list.getAttribute('start') ?? '')) list.removeAttribute('start');
}

/** `<` opens a tag and `&` a character reference in Markdown too; what stands at the end may go on in the next element. */
export function escapeHtml(text: string): string {
  return text.replace(/&(?=#?\w{1,40};)/g, '&amp;').replace(/<(?=[A-Za-z/!?]|$)/g, '&lt;');
}

/** No bracket opens or ends a link any more. Backslashes before one are doubled, or they would escape ours and not the bracket. */
export function escapeBrackets(text: string): string {
  return text.replace(/(?<!\\)\\+(?=[[\]])/g, '$&$&').replace(/[[\]]/g, '\\$&');
}

function block(text: string): string {
  return `\n\n${text}\n\n`;
}

function onOneLine(content: string): string {
  return content.replace(/\s+/g, ' ').trim();
}

/** Code within a line, whatever it holds (CommonMark 0.31, 6.1). */
function codeSpan(code: string): string {
  const text = onOneLine(code);
  const fence = fenceAround(text, 1);
  const padding = /^`|`$/.test(text) ? ' ' : '';
  return text && `${EDGE}${fence}${padding}${text}${padding}${fence}${EDGE}`;
}

function fenced(pre: DomElement): string {
  for (const lineBreak of pre.querySelectorAll('br')) lineBreak.replaceWith('\n');
  const text = (pre.textContent ?? '').replace(/^\n|\s+$/g, '');
  const classes = `${pre.className} ${pre.firstElementChild?.className ?? ''}`;
  const language = /\blang(?:uage)?-([\w+#-]{1,20})/.exec(classes)?.[1] ?? '';
  const fence = fenceAround(text, 3);
  return text.trim() ? `${fence}${language}\n${text}\n${fence}` : '';
}

/** Backticks, at least so many, and more than stand together anywhere in the text. */
function fenceAround(text: string, atLeast: number): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), atLeast - 1);
  return '`'.repeat(longest + 1);
}

/** A link whose address is not for readers, or whose text spans paragraphs, is its text; marks that link to themselves go. */
function linkTo(href: string | null, content: string, baseUrl: string | null): string {
  const text = content.trim();
  if (href?.startsWith('#') && /^[#¶§]$/.test(text)) return '';
  const address = href?.startsWith('#') ? null : addressOf(href, baseUrl);
  // `[a]: b` at the start of a line defines a reference, even where the bracket stands in code.
  return !address || !text || /\n|(?<!\\)\]:/.test(text) ? content : `[${text}](${address})`;
}

/** Images of one pixel count readers. */
function imageOf(image: DomElement, service: TurndownService, baseUrl: string | null): string {
  const address = addressOf(image.getAttribute('src'), baseUrl);
  const counts = ['width', 'height'].some((side) => /^[01](?:px)?$/.test(image.getAttribute(side) ?? ''));
  if (!address || counts) return '';
  return `![${service.escape(oneLine(image.getAttribute('alt'), 300) ?? '')}](${address})`;
}

/** URLs come out of `URL` without spaces and angle brackets; parentheses would end the link. */
function addressOf(address: string | null, baseUrl: string | null): string | null {
  const absolute = webAddress(address, baseUrl);
  return absolute && absolute.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('\\', '%5C');
}

/** A table of short cells is a table; one that lays out a page is what is in it, one cell after the other. */
function addTableRules(service: TurndownService): void {
  const isTable = new WeakMap<DomElement, boolean>();
  const within = (node: unknown): boolean => {
    const table = (node as DomElement).closest('table');
    if (!table) return false;
    const known = isTable.get(table) ?? holdsFigures(table);
    isTable.set(table, known);
    return known;
  };
  service.addRule('cell', {
    filter: (node) => (node.localName === 'td' || node.localName === 'th') && within(node),
    replacement: (content) => `| ${onOneLine(content).replaceAll('|', '\\|')} `,
  });
  service.addRule('row', {
    filter: (node) => node.localName === 'tr' && within(node),
    replacement: (content, node) => {
      const first = node === (node as DomElement).closest('table')?.querySelector('tr');
      const line = `${content}|\n`;
      return first ? `${line}${'| --- '.repeat((node as DomElement).childElementCount)}|\n` : line;
    },
  });
  service.addRule('rows', {
    filter: (node) => ['thead', 'tbody', 'tfoot'].includes(node.localName) && within(node),
    replacement: (content) => content,
  });
  service.addRule('table', {
    filter: (node) => node.localName === 'table' && within(node),
    replacement: (content) => block(content.trim()),
  });
}

function holdsFigures(table: DomElement): boolean {
  const columns = table.querySelector('tr')?.childElementCount ?? 0;
  return columns > 1 && !table.querySelector(BLOCKS) && !table.querySelector('caption');
}
