import { describe, expect, it } from 'vitest';
import { Refusal } from '../social/endpoint.js';
import { parseFields, showFields } from './graph-fields.js';

const names = (text: string) => parseFields(text).map((field) => field.name);

describe('parseFields', () => {
  it('reads names, modifiers and nested fields', () => {
    const text = 'id, comments.limit(0).summary(true),reactions.summary(total_count),from{id,name},shares';
    expect(parseFields(text)).toEqual([
      { name: 'id', modifiers: {} },
      { name: 'comments', modifiers: { limit: '0', summary: 'true' } },
      { name: 'reactions', modifiers: { summary: 'total_count' } },
      { name: 'from', modifiers: {} },
      { name: 'shares', modifiers: {} },
    ]);
    expect(names('insights.metric(a,b),id')).toEqual(['insights', 'id']);
    expect(names('["id","message"]')).toEqual(['id', 'message']);
  });

  it.each(['id.', 'id(', '.limit(0)', 'id.limit(0', 'a b'])('refuses %s', (text) => {
    expect(() => parseFields(text)).toThrow(Refusal);
  });
});

describe('showFields', () => {
  const views = { id: () => '1', empty: () => undefined, text: () => 'Hello' };

  it('shows what is asked for and always the id, without what is empty', () => {
    expect(showFields(views, parseFields('text,empty'), 'Post')).toEqual({ text: 'Hello', id: '1' });
  });

  it.each(['colour', 'constructor', '__proto__'])('refuses %s, which is no field', (name) => {
    expect(() => showFields(views, parseFields(name), 'Post')).toThrow(Refusal);
  });
});
