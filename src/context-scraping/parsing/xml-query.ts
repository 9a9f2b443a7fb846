import type { XmlElement } from './xml-tree.js';

/** The child elements of a name, in their order. */
export function childrenOf(element: XmlElement | undefined, ...names: string[]): XmlElement[] {
  if (!element) return [];
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && names.includes(child.name),
  );
}

/** The first child element of the first name that there is one of. */
export function childOf(element: XmlElement | undefined, ...names: string[]): XmlElement | undefined {
  for (const name of names) {
    const [child] = childrenOf(element, name);
    if (child) return child;
  }
  return undefined;
}

/** All text in an element. */
export function textOf(element: XmlElement | undefined): string {
  if (!element) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** The first child of these names that holds text; names come best first. */
export function firstText(element: XmlElement | undefined, ...names: string[]): string | null {
  for (const name of names) {
    for (const child of childrenOf(element, name)) {
      const text = textOf(child).trim();
      if (text) return text;
    }
  }
  return null;
}

/** What an element holds as HTML; text in it is escaped, elements become HTML's of the same name. */
export function innerHtml(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? escape(child) : outerHtml(child))).join('');
}

function outerHtml(element: XmlElement): string {
  const name = element.name.slice(element.name.indexOf(':') + 1);
  if (!/^[a-z][a-z0-9]*$/.test(name)) return innerHtml(element);
  const attributes = [...element.attributes].map(([key, value]) =>
    /^[a-z-]+$/.test(key) ? ` ${key}="${escape(absoluteIn(element, key, value))}"` : '',
  );
  const start = `<${name}${attributes.join('')}>`;
  return /^(?:area|br|col|hr|img|input|link|meta|wbr)$/.test(name) ? start : `${start}${innerHtml(element)}</${name}>`;
}

/** `xml:base` may differ from element to element, and HTML knows none. */
function absoluteIn(element: XmlElement, attribute: string, value: string): string {
  const isLink = attribute === 'href' || attribute === 'src';
  return isLink && URL.canParse(value, element.base) ? new URL(value, element.base).href : value;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
