import { describe, expect, it } from 'vitest';
import {
  completeValues,
  fieldKind,
  fromLocalInput,
  issuesByField,
  missingChoices,
  toLocalInput,
} from './form-fields.js';

it.each([
  [{ type: 'string', enum: ['RSS'] }, 'fixed'],
  [{ type: 'string', enum: ['A', 'B'] }, 'choice'],
  [{ type: 'array', items: { enum: ['A', 'B'] } }, 'choices'],
  [{ type: 'array', items: { type: 'string' } }, 'lines'],
  [{ type: 'string', format: 'date-time' }, 'time'],
  [{ type: 'string', maxLength: 500 }, 'long'],
  [{ type: 'string', format: 'uri', maxLength: 2048 }, 'url'],
  [{ type: 'integer' }, 'number'],
  [{ type: 'boolean' }, 'switch'],
  [{ type: 'string', maxLength: 4096, writeOnly: true }, 'secret'],
  [{ type: 'string', maxLength: 100 }, 'text'],
] as const)('asks for %j with a field of kind %s', (schema, kind) => {
  expect(fieldKind(schema as object)).toBe(kind);
});

it('leaves out what is empty and fills in what has one value', () => {
  const schema = { properties: { topic: {}, tone: {}, ids: {}, sourceType: { enum: ['RSS'] }, count: {} } };
  expect(completeValues(schema, { topic: 'Tea', tone: '', ids: [], count: 0, other: 1 })).toEqual({
    topic: 'Tea',
    sourceType: 'RSS',
    count: 0,
  });
});

it('says what has to be chosen', () => {
  const schema = { properties: { platforms: { type: 'array' }, ids: { type: 'array' } }, required: ['platforms'] };
  expect(missingChoices(schema, {})).toEqual({ platforms: 'Choose at least one.' });
  expect(missingChoices(schema, { platforms: ['X'] })).toEqual({});
});

describe('a time', () => {
  it('goes to the field and back', () => {
    expect(fromLocalInput(toLocalInput('2026-11-25T09:30:00.000Z'))).toBe('2026-11-25T09:30:00.000Z');
  });

  it('that is not complete is none', () => {
    expect([fromLocalInput(''), toLocalInput(undefined)]).toEqual(['', '']);
  });
});

it('finds the field of an issue', () => {
  const issues = [
    { path: ['payload', 'topic'], message: 'too short' },
    { path: ['topic'], message: 'blank' },
    { path: ['what'], message: 'unknown' },
  ];
  expect(issuesByField({ issues }, ['topic'])).toEqual({ topic: 'too short; blank', '': 'unknown' });
});

it('leaves out the name of the field that a message stands beside', () => {
  const issues = [{ path: ['platformId'], message: 'platformId must be a URN' }];
  expect(issuesByField({ issues }, ['platformId'])).toEqual({ platformId: 'Must be a URN' });
});
