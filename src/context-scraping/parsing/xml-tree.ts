import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';
import { ParsingError } from './parsing-error.js';

/** An element of a feed or sitemap. */
export interface XmlElement {
  /** Lower case: `item` where the vocabulary is the document's own, `dc:creator` where it is another well-known one. */
  readonly name: string;
  /** By local name in lower case; `xml:base` and `xml:lang` by their full names. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (XmlElement | string)[];
  /** What relative links in it are resolved against. */
  readonly base: string;
  /** `xml:lang` in scope. */
  readonly language: string | null;
}

const MAX_DEPTH = 256;
const MAX_ELEMENTS = 1_000_000;

/** Vocabularies by what their namespaces begin with; the empty prefix is what a feed's own elements have. */
const VOCABULARIES: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/(?:www\.w3\.org\/2005\/atom|purl\.org\/atom\/)/, 'atom'],
  [/^https?:\/\/(?:purl\.org\/(?:rss\/1\.0|net\/rss1\.1)\W*$|(?:my\.netscape|channel\.netscape|backend\.userland|blogs\.law)\.)/, ''],
  [/^https?:\/\/www\.sitemaps\.org\/|^https?:\/\/www\.google\.com\/schemas\/sitemap\/0/, ''],
  [/^https?:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns/, 'rdf'],
  [/^https?:\/\/www\.w3\.org\/1999\/xhtml/, 'xhtml'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content/, 'content'],
  [/^https?:\/\/purl\.org\/dc\/elements/, 'dc'],
  [/^https?:\/\/purl\.org\/dc\/terms/, 'dcterms'],
  [/^https?:\/\/(?:search\.yahoo\.com\/mrss|www\.rssboard\.org\/media-rss|tools\.search\.yahoo\.com\/mrss)/, 'media'],
  [/^https?:\/\/www\.itunes\.com\/dtds\/podcast/, 'itunes'],
  [/^https?:\/\/(?:rssnamespace\.org\/feedburner|www\.feedburner\.com)/, 'feedburner'],
]; // prettier-ignore

/**
 * Reads XML as feeds are written, mistakes and all: what is not closed is closed with its parent, and only HTML's named
 * entities are replaced. A document type is passed over, so that nothing is declared, expanded or fetched.
 * @returns the elements at the top: one where the document is right
 * @throws {ParsingError} TOO_DEEP, TOO_LARGE
 */
export function readXml(xml: string, documentUrl: string): XmlElement[] {
  const builder = new TreeBuilder(documentUrl);
  const parser = new Parser(builder, { xmlMode: true, decodeEntities: false });
  parser.end(withoutDoctype(xml));
  return builder.top;
}

/** Takes out `<!DOCTYPE … [ … ]>`, which stands before the first element if anywhere. */
function withoutDoctype(xml: string): string {
  const token = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*[[>]|<[a-z]/gi;
  for (let found = token.exec(xml); found; found = token.exec(xml)) {
    if (/^<[a-z]/i.test(found[0])) return xml;
    if (!/^<!D/i.test(found[0])) continue;
    const end = found[0].endsWith('[') ? endOfSubset(xml, token.lastIndex) : token.lastIndex;
    return xml.slice(0, found.index) + xml.slice(end);
  }
  return xml;
}

/** Where an internal subset that begins at `start` is over; `]` and `>` in its quotes and comments end nothing. */
function endOfSubset(xml: string, start: number): number {
  const token = /"[^"]*"|'[^']*'|<!--[\s\S]*?-->|\]\s*>/g;
  token.lastIndex = start;
  for (let found = token.exec(xml); found; found = token.exec(xml))
    if (found[0].startsWith(']')) return token.lastIndex;
  return xml.length;
}

interface OpenElement extends XmlElement {
  readonly prefixes: ReadonlyMap<string, string>;
}

/** Receives htmlparser2's events and builds the tree. */
class TreeBuilder {
  readonly top: XmlElement[] = [];
  private readonly open: OpenElement[] = [];
  private ownVocabulary: string | null = null;
  private elements = 0;
  private rawText = '';
  private inCdata = false;

  constructor(private readonly documentUrl: string) {}

  onopentag(tag: string, attributes: Record<string, string>): void {
    this.endText();
    if (this.open.length === MAX_DEPTH) throw new ParsingError('TOO_DEEP', `Its XML is nested over ${MAX_DEPTH} deep.`);
    if (++this.elements > MAX_ELEMENTS) throw new ParsingError('TOO_LARGE', `It has over ${MAX_ELEMENTS} elements.`);
    const parent = this.open.at(-1);
    const prefixes = prefixesOf(attributes, parent?.prefixes ?? new Map());
    const plain = plainAttributes(attributes);
    const element: OpenElement = {
      name: this.nameOf(tag, prefixes),
      attributes: plain,
      children: [],
      prefixes,
      base: absolute(plain.get('xml:base'), parent?.base ?? this.documentUrl),
      language: plain.get('xml:lang') ?? parent?.language ?? null,
    };
    (parent?.children ?? this.top).push(element);
    this.open.push(element);
  }

  onclosetag(): void {
    this.endText();
    this.open.pop();
  }

  ontext(text: string): void {
    this.rawText += text;
  }

  oncdatastart(): void {
    this.endText();
    this.inCdata = true;
  }

  oncdataend(): void {
    this.endText();
    this.inCdata = false;
  }

  onend(): void {
    this.endText();
  }

  private endText(): void {
    if (this.rawText === '') return;
    const text = this.inCdata ? this.rawText : decodeHTMLStrict(this.rawText);
    this.rawText = '';
    this.open.at(-1)?.children.push(text);
  }

  /** The first element's vocabulary is the document's own, whatever its namespace, unless it is the wrapper RDF. */
  private nameOf(tag: string, prefixes: ReadonlyMap<string, string>): string {
    const colon = tag.indexOf(':');
    const prefix = colon === -1 ? '' : tag.slice(0, colon).toLowerCase();
    const local = tag.slice(colon + 1).toLowerCase();
    const namespace = prefixes.get(prefix);
    const vocabulary = namespace === undefined ? prefix : vocabularyOf(namespace, prefix);
    this.ownVocabulary ??= vocabulary === 'rdf' ? '' : vocabulary;
    return vocabulary === '' || vocabulary === this.ownVocabulary ? local : `${vocabulary}:${local}`;
  }
}

/** Most elements of feeds and sitemaps have none, and there may be a million: they share this. */
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

function plainAttributes(attributes: Record<string, string>): ReadonlyMap<string, string> {
  const plain = Object.entries(attributes).filter(([name]) => !/^xmlns(?::|$)/i.test(name));
  if (plain.length === 0) return NO_ATTRIBUTES;
  return new Map(plain.map(([name, value]) => [attributeName(name), decodeHTMLStrict(value).trim()]));
}

function prefixesOf(
  attributes: Record<string, string>,
  inherited: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const declared = Object.entries(attributes).filter(([name]) => /^xmlns(?::|$)/i.test(name));
  if (declared.length === 0) return inherited;
  return new Map([...inherited, ...declared.map(([name, uri]) => [name.slice(6).toLowerCase(), uri.trim()] as const)]);
}

/** An unknown namespace without a prefix is taken for the document's own: more often it is misspelt than foreign. */
function vocabularyOf(namespace: string, prefix: string): string {
  const uri = namespace.toLowerCase();
  return VOCABULARIES.find(([pattern]) => pattern.test(uri))?.[1] ?? prefix;
}

function attributeName(name: string): string {
  const lower = name.toLowerCase();
  return lower.startsWith('xml:') ? lower : lower.slice(lower.indexOf(':') + 1);
}

function absolute(address: string | undefined, base: string): string {
  return address && URL.canParse(address, base) ? new URL(address, base).href : base;
}
