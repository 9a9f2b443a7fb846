import { expect, it } from 'vitest';
import { parseRobots } from '../../src/context-scraping/robots/robots.js';
import { readCorpus, reportAgreement } from '../support/corpora.js';

interface Case {
  robots: string;
  agent: string;
  url: string;
  allowed: boolean;
  /** Known implementations differ on it. */
  conflict: boolean;
}

/** The product token of an identification string such as `Mozilla/5.0 (compatible; Bot/1.1)`. */
function tokenOf(agent: string): string {
  return /compatible; ([^/;)]+)/.exec(agent)?.[1] ?? agent;
}

it('reads robots.txt as others do, save where they differ or forget the RFC', () => {
  const cases = readCorpus<Case>('robots/cases.json').filter(({ conflict }) => !conflict);
  const differing = cases.filter(({ robots, agent, url, allowed }) => {
    const rules = parseRobots(Buffer.from(robots), tokenOf(agent));
    return rules.allows(new URL(url, 'http://site.local/')) !== allowed;
  });
  expect(reportAgreement('robots/cases.json', cases.length - differing.length, cases.length)).toBeGreaterThanOrEqual(
    0.99,
  );
});
