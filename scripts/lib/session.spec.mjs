import { describe, expect, it } from 'vitest';
import { readSession, requireOutput } from './session.mjs';

describe('readSession', () => {
  it('reads commands, what they print, and changes, by section', () => {
    const document = [
      'Before',
      '## One',
      '```console',
      '$ npm run first',
      'a',
      '',
      'b',
      '$ npm run second',
      '```',
      '```diff',
      '-a',
      '+b',
      '```',
      '## Two',
      '```sh',
      'npm run third',
      '```',
    ];
    expect([...readSession(document.join('\n'))]).toEqual([
      [
        'One',
        [
          { command: 'npm run first', output: ['a', '', 'b'] },
          { command: 'npm run second', output: [] },
          { diff: '-a\n+b\n' },
        ],
      ],
      ['Two', []],
    ]);
  });
});

describe('requireOutput', () => {
  it.each([
    [[], ''],
    [['a', 'b'], 'a\nb\n'],
    [['a', '…', 'd'], 'a\nb\nc\nd\n'],
    [['…', 'd'], 'd\n'],
    [['a', '…'], 'a\n'],
    [['CREATE 20260101000000_x/(1).sql'], '\n> name@0.1.0 x\n> node x.mjs\n\nCREATE 20261231235959_x/(1).sql\n'],
    [['job w8ny6x01ovbuqo4s8g6e5lx8'], '\u001b[32mjob qjyaklm08vdaskkxdgxik9vr\u001b[39m'],
    [['{"id":"a","status":"PENDING","attempts":0}'], '{"id":"b","status":"PENDING","attempts":1}\n'],
    [['{', '  "text": "Tea"', '}'], '{"text":"Coffee"}'],
  ])('takes for %j %j', (wanted, printed) => {
    expect(() => requireOutput(wanted, printed)).not.toThrow();
  });

  it.each([
    [[], 'a\n'],
    [['a'], ''],
    [['a'], 'a\nb\n'],
    [['a.c'], 'abc\n'],
    [['a', '…', 'd'], 'a\nb\n'],
    [['{"status":"PENDING"}'], '{"status":"FAILED"}'],
    [['{"id":"a"}'], '{"id":1}'],
    [['{"id":"a"}'], '{"id":"a","type":"b"}'],
  ])('does not take for %j %j', (wanted, printed) => {
    expect(() => requireOutput(wanted, printed)).toThrow('The document says that it prints:');
  });
});
