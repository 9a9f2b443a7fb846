import { comparablePath, comparablePattern, matches } from './robots-pattern.js';

/** What a robots.txt says to one agent. */
export interface Robots {
  /** Whether the agent may fetch a URL of the host that the file is from. */
  allows(url: URL): boolean;
  /** How long the host asks the agent to wait between requests, in milliseconds; null when it does not. */
  readonly crawlDelayMs: number | null;
  /** As written, in order, each once; they hold for every agent. */
  readonly sitemaps: readonly string[];
}

/** For a file that is not there (RFC 9309, 2.3.1.3). */
export const ALLOWS_ALL: Robots = { allows: () => true, crawlDelayMs: null, sitemaps: [] };

/** For a file that could not be had (RFC 9309, 2.3.1.4). */
export const ALLOWS_NOTHING: Robots = { allows: () => false, crawlDelayMs: null, sitemaps: [] };

/** What is read of a file (RFC 9309, 2.5, asks for this much at least). */
export const ROBOTS_BYTES = 500 * 1024;

/** A site that asks for more is crawled this slowly all the same: a job has two minutes. */
const LONGEST_CRAWL_DELAY_MS = 10_000;

interface Rule {
  allow: boolean;
  pattern: string;
}

/** The rules of one or several names, and what was said to them before any rule. */
interface Group {
  names: string[];
  rules: Rule[];
  crawlDelayMs: number | null;
}

/** Fields as sites spell them, their common slips among them (github.com/google/robotstxt); a missing colon is forgiven. */
const FIELDS: readonly [field: Field, spelling: RegExp][] = [
  ['agent', /^user[- ]?agent(?:\s*:|\s)(.*)$/is],
  ['allow', /^allow(?:\s*:|\s)(.*)$/is],
  ['disallow', /^(?:disallow|dissallow|dissalow|disalow|diasllow|disallaw)(?:\s*:|\s)(.*)$/is],
  ['delay', /^crawl-?delay(?:\s*:|\s)(.*)$/is],
  ['sitemap', /^site-?map(?:\s*:|\s)(.*)$/is],
];

type Field = 'agent' | 'allow' | 'disallow' | 'delay' | 'sitemap';

/**
 * Reads a robots.txt as RFC 9309 says. What its grammar leaves open is read as the site is likely to mean it: a path without
 * its leading slash has one, and a crawl-delay, which the RFC does not know, belongs to its group as a rule does.
 * @param bytes the file; what lies beyond {@link ROBOTS_BYTES} is not read
 * @param agent our product token, which is compared without case; where no group names it, those of `*` hold
 */
export function parseRobots(bytes: Uint8Array, agent: string): Robots {
  const { groups, sitemaps } = readGroups(linesOf(bytes));
  const own = groups.filter(({ names }) => names.some((name) => isNameOf(name, agent)));
  const heeded = own.length > 0 ? own : groups.filter(({ names }) => names.includes('*'));
  const rules = heeded.flatMap((group) => group.rules);
  const delays = heeded.flatMap(({ crawlDelayMs }) => crawlDelayMs ?? []);
  return {
    allows: (url) => isAllowed(rules, url),
    crawlDelayMs: delays.length > 0 ? Math.min(Math.max(...delays), LONGEST_CRAWL_DELAY_MS) : null,
    sitemaps,
  };
}

/** The longest pattern that matches decides, and among equals one that allows (RFC 9309, 2.2.2). */
function isAllowed(rules: readonly Rule[], url: URL): boolean {
  const path = comparablePath(url);
  if (path === '/robots.txt') return true;
  let decisive: Rule = { allow: true, pattern: '' };
  for (const rule of rules) {
    const { length } = rule.pattern;
    if (length < decisive.pattern.length || (length === decisive.pattern.length && !rule.allow)) continue;
    if (matches(rule.pattern, path)) decisive = rule;
  }
  return decisive.allow;
}

/** A line that was cut off says something else than it did: it is left out. */
function linesOf(bytes: Uint8Array): string[] {
  const lines = new TextDecoder()
    .decode(bytes.subarray(0, ROBOTS_BYTES))
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/#.*$/s, '').trim());
  return bytes.length > ROBOTS_BYTES ? lines.slice(0, -1) : lines;
}

function readGroups(lines: readonly string[]): { groups: Group[]; sitemaps: string[] } {
  const groups: Group[] = [];
  const sitemaps = new Set<string>();
  let group: Group | undefined;
  let named = false;
  for (const line of lines) {
    const [field, value] = readLine(line);
    if (field === 'agent') {
      // Names follow one another until the first rule of their group; no other line comes between (RFC 9309, 2.2.4).
      if (!group || !named) groups.push((group = { names: [], rules: [], crawlDelayMs: null }));
      group.names.push(value.toLowerCase());
      named = true;
    } else if (field === 'sitemap') {
      if (value !== '') sitemaps.add(value);
    } else if (field && group) {
      addTo(group, field, value);
      named = false;
    }
  }
  return { groups, sitemaps: [...sitemaps] };
}

function readLine(line: string): [Field | null, string] {
  for (const [field, spelling] of FIELDS) {
    const found = spelling.exec(line);
    if (found) return [field, found[1]!.trim()];
  }
  return [null, ''];
}

function addTo(group: Group, field: 'allow' | 'disallow' | 'delay', value: string): void {
  if (field === 'delay') {
    const seconds = Number(value);
    if (value !== '' && seconds >= 0) group.crawlDelayMs = seconds * 1_000;
  } else if (value !== '') {
    const pattern = comparablePattern(value);
    group.rules.push({ allow: field === 'allow', pattern });
    // Who allows the index page of a directory allows the directory (github.com/google/robotstxt).
    const directory = /^(.*\/)index\.html?$/.exec(pattern)?.[1];
    if (field === 'allow' && directory) group.rules.push({ allow: true, pattern: `${directory}$` });
  }
}

/** `EpicAIBot`, `epicaibot/1.0`, `EpicAIBot (news)` and `EpicAIBot*` all name EpicAIBot; `Epic` does not. */
function isNameOf(name: string, agent: string): boolean {
  const wanted = agent.toLowerCase();
  return name.replaceAll('*', '') === wanted || name === wanted || /^[a-z_-]+/.exec(name)?.[0] === wanted;
}
