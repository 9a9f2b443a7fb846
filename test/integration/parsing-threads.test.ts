import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentParser } from '../../src/context-scraping/parsing/document-parser.js';
import type { ParsingError } from '../../src/context-scraping/parsing/parsing-error.js';
import { HOSTILE_DOCUMENTS, type HostileDocument } from '../support/hostile-documents.js';

const url = 'https://site.example/post';
const page = Buffer.from(
  `<title>Fine</title><article><p>${'A page as pages are, with enough words. '.repeat(20)}</article>`,
);

/** A page on which the parser works until it is stopped, whatever the machine. */
const endless = Buffer.from('<'.repeat(2_000_000));

let parser: DocumentParser;

beforeEach(() => {
  parser = new DocumentParser();
});

afterEach(async () => {
  await parser.onApplicationShutdown();
});

describe('parsing in threads', () => {
  it('parses in a thread of the build', async () => {
    const { article } = await parser.parsePage(page, { url });
    expect(article).toMatchObject({ title: 'Fine', language: 'en' });
  });

  it('terminates what passes its deadline, and parses the next in a new thread', async () => {
    const late = Promise.all(
      [1, 2, 3].map(() =>
        expect(parser.parsePage(endless, { url }, { deadlineMs: 50 })).rejects.toMatchObject({ code: 'PARSE_TIMEOUT' }),
      ),
    );
    await late;
    await expect(parser.parsePage(page, { url })).resolves.toMatchObject({ article: { title: 'Fine' } });
  });

  it('stops for the signal, in the thread and before it', async () => {
    const [running, queued, early] = [new AbortController(), new AbortController(), new AbortController()];
    early.abort(new Error('never wanted'));
    const runs = [running, running, queued].map(({ signal }) => parser.parsePage(endless, { url }, { signal }));
    const outcomes = Promise.allSettled(runs);
    queued.abort(new Error('not wanted'));
    await expect(runs[2]).rejects.toThrow('not wanted');
    running.abort(new Error('stop'));
    expect((await outcomes).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(runs[0]).rejects.toThrow('stop');
    await expect(parser.parsePage(page, { url }, { signal: early.signal })).rejects.toThrow('never wanted');
  });

  it('refuses what is too large before it reaches a thread', async () => {
    const large = Buffer.alloc(6 * 1024 * 1024);
    await expect(parser.parsePage(large, { url })).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  it('fails what it parses when the process shuts down', async () => {
    const runs = [1, 2, 3].map(() =>
      expect(parser.parsePage(endless, { url })).rejects.toMatchObject({ code: 'PARSER_STOPPED' }),
    );
    await parser.onApplicationShutdown();
    await Promise.all(runs);
    await expect(parser.parsePage(page, { url })).rejects.toMatchObject({ code: 'PARSER_STOPPED' });
  });

  it('fails 30 hostile documents only as it says, while the event loop has its time for others', async () => {
    expect(HOSTILE_DOCUMENTS).toHaveLength(30);
    await parser.parsePage(page, { url });
    const before = performance.eventLoopUtilization();
    const codes = await Promise.all(HOSTILE_DOCUMENTS.map((document) => outcomeOf(document, parser)));
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
    for (const code of codes)
      expect(code).toMatch(/^(?:parsed|PARSE_TIMEOUT|TOO_LARGE|TOO_DEEP|UNPARSABLE|NOT_A_FEED|NOT_A_SITEMAP|NO_TEXT)$/);
    await expect(parser.parsePage(page, { url })).resolves.toMatchObject({ article: { title: 'Fine' } });
  });
});

/** 'parsed', or the code with which it was refused. */
async function outcomeOf({ parse }: HostileDocument, by: DocumentParser): Promise<string> {
  try {
    await parse(by);
    return 'parsed';
  } catch (error) {
    return (error as ParsingError).code ?? String(error);
  }
}
