import { parseHTML } from 'linkedom';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, serialize } from 'parse5';
import type { DomDocument } from './dom.js';
import { ParsingError } from './parsing-error.js';

type ParentNode = DefaultTreeAdapterMap['parentNode'];
type ChildNode = DefaultTreeAdapterMap['childNode'];

/** Elements nested deeper are taken apart, their text is kept: Readability's cost grows with depth (browsers stop at 512). */
const MAX_DEPTH = 128;

/** Deeper than this it is no page. */
const MAX_NESTING = 10_000;

/** What the memory of a parsing thread is enough for. */
const MAX_ELEMENTS = 300_000;

/**
 * Opens a page or a fragment of one as a DOM, as a browser would see it: linkedom's own parser knows nothing of elements
 * that HTML lets authors leave out (`<body>`, for one), so parse5 reads and linkedom gets what it wrote.
 * @throws {ParsingError} TOO_DEEP, TOO_LARGE
 */
export function openHtml(html: string): DomDocument {
  const tree = parse(html, { treeAdapter: countingAdapter() });
  flatten(tree);
  const { document } = parseHTML(serialize(tree));
  // linkedom begins a new text node at every character reference.
  document.documentElement.normalize();
  return document;
}

/** Stops the parser as soon as a page has too much of anything. */
function countingAdapter(): typeof defaultTreeAdapter {
  let elements = 0;
  let depth = 0;
  return {
    ...defaultTreeAdapter,
    createElement(...element) {
      if (++elements > MAX_ELEMENTS) throw new ParsingError('TOO_LARGE', `It has over ${MAX_ELEMENTS} HTML elements.`);
      return defaultTreeAdapter.createElement(...element);
    },
    onItemPush() {
      if (++depth > MAX_NESTING) throw new ParsingError('TOO_DEEP', `Its HTML is nested over ${MAX_NESTING} deep.`);
    },
    onItemPop() {
      depth--;
    },
  };
}

/** Takes apart what is too deep, and templates, which show nothing. Not recursive: the tree may be deeper than the stack. */
function flatten(document: ParentNode): void {
  const open: [ParentNode, number][] = [[document, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [parent, depth] = next;
    parent.childNodes = parent.childNodes.filter((child) => child.nodeName !== 'template');
    if (depth === MAX_DEPTH) parent.childNodes = leavesOf(parent);
    else for (const child of parent.childNodes) if ('childNodes' in child) open.push([child, depth + 1]);
  }
}

/** The texts below an element, and the elements that hold none, in their order. Scripts and styles are none of them. */
function leavesOf(parent: ParentNode): ChildNode[] {
  const leaves: ChildNode[] = [];
  const open = [...parent.childNodes].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (!('childNodes' in node) || node.childNodes.length === 0) leaves.push(node);
    else if (!['script', 'style', 'template'].includes(node.nodeName)) {
      open.push({ nodeName: '#text', value: ' ', parentNode: null }, ...[...node.childNodes].reverse());
    }
  }
  return leaves;
}
