import { listIn } from './graph-call.js';
import { badParameter } from './graph.wire.js';

/** A field that a call asks for, with what it says of it: `comments.limit(0).summary(true)`. */
export interface Field {
  readonly name: string;
  /** By name, the text in the parentheses: `{ limit: '0', summary: 'true' }`. */
  readonly modifiers: Readonly<Record<string, string>>;
}

/** How a field is shown; undefined leaves it out, as Graph does with what is empty. */
export type FieldViews = Readonly<Record<string, (field: Field) => unknown>>;

/**
 * Reads a field expansion (developers.facebook.com, graph-api/guides/field-expansion).
 * @throws {Refusal} code 2500 where it is malformed
 */
export function parseFields(text: string): Field[] {
  return splitTopLevel(text.trimStart().startsWith('[') ? listIn(text).join(',') : text).map((part) => {
    const name = /^\w+/.exec(part)?.[0];
    const rest = part.slice(name?.length ?? 0);
    // Which fields of a nested object are wanted is not followed.
    const plain = rest.replace(/\{.*\}$/s, '');
    if (name === undefined || !/^(\.\w+\([^()]*\))*$/.test(plain))
      throw badParameter(`Syntax error "Expected end of string instead of ${JSON.stringify(rest.slice(0, 1))}."`);
    const found = [...plain.matchAll(/\.(\w+)\(([^()]*)\)/g)];
    return { name, modifiers: Object.fromEntries(found.map((match) => [match[1]!, match[2]!])) };
  });
}

/**
 * An object with the fields that are asked for, and always its id.
 * @throws {Refusal} code 100 for a field that such an object does not have
 */
export function showFields(views: FieldViews, fields: readonly Field[], nodeType: string): Record<string, unknown> {
  const shown = new Map<string, unknown>();
  for (const field of [...fields, { name: 'id', modifiers: {} }]) {
    const view = Object.hasOwn(views, field.name) ? views[field.name] : undefined;
    if (!view) throw badParameter(`Tried accessing nonexisting field (${field.name}) on node type (${nodeType})`);
    const value = view(field);
    if (value !== undefined) shown.set(field.name, value);
  }
  return Object.fromEntries(shown);
}

/** What a call without `fields` gets is what `byDefault` names. */
export function fieldsIn(params: Readonly<Record<string, string>>, byDefault: string): Field[] {
  return parseFields(params.fields || byDefault);
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let [depth, current] = [0, ''];
  for (const character of text) {
    if (character === ',' && depth === 0) {
      parts.push(current.trim());
      current = '';
      continue;
    }
    if (character === '(' || character === '{') depth++;
    if (character === ')' || character === '}') depth--;
    current += character;
  }
  return [...parts, current.trim()].filter((part) => part !== '');
}
