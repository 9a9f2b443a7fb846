/** What is used of a DOM; TypeScript's own declarations would make browser globals known to the whole project. */
interface DomQueries {
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
}

export interface DomElement extends DomQueries {
  readonly localName: string;
  readonly className: string;
  readonly textContent: string | null;
  readonly childElementCount: number;
  readonly firstElementChild: DomElement | null;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  replaceWith(text: string): void;
  closest(selector: string): DomElement | null;
}

export interface DomDocument extends DomQueries {
  readonly title: string;
  readonly documentElement: DomElement;
  readonly body: DomElement;
}
