import type { JsonSchema } from '../api/job-types.js';

/** How a property is asked for. */
export type FieldKind =
  'fixed' | 'choice' | 'choices' | 'lines' | 'time' | 'long' | 'url' | 'number' | 'switch' | 'secret' | 'text';

/** More than this asks for a field of several lines, in characters. */
const LONG_TEXT = 200;

/** Decides by a property's schema how it is asked for. */
export function fieldKind({ type, format, enum: values, items, writeOnly, maxLength = 0 }: JsonSchema): FieldKind {
  if (writeOnly) return 'secret';
  if (values) return values.length === 1 ? 'fixed' : 'choice';
  if (type === 'array') return items?.enum ? 'choices' : 'lines';
  if (type === 'boolean') return 'switch';
  if (type === 'number' || type === 'integer') return 'number';
  if (format === 'date-time') return 'time';
  if (format === 'uri') return 'url';
  return maxLength > LONG_TEXT ? 'long' : 'text';
}

/** What people have entered, by property: as the API wants it, but for what is not complete yet. */
export type FormValues = Readonly<Record<string, unknown>>;

/** The object that the API gets: what has one value only is filled in, and what is empty is left out. */
export function completeValues({ properties = {} }: JsonSchema, values: FormValues): Record<string, unknown> {
  const entries = Object.entries(properties).map(([name, schema]) => [
    name,
    fieldKind(schema) === 'fixed' ? schema.enum![0] : values[name],
  ]);
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** What is required and empty, by property; fields of one value or text are left to the browser, which checks them itself. */
export function missingChoices(
  { properties = {}, required = [] }: JsonSchema,
  values: FormValues,
): Record<string, string> {
  const missing = required.filter((name) => properties[name]?.type === 'array' && isEmpty(values[name] ?? ''));
  return Object.fromEntries(missing.map((name) => [name, 'Choose at least one.']));
}

/** An ISO time as `datetime-local` wants it, in the reader's zone; '' without one. */
export function toLocalInput(iso: unknown): string {
  if (typeof iso !== 'string' || iso === '') return '';
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What `datetime-local` gives, as an ISO time; '' while it is not complete. */
export function fromLocalInput(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** The issues of an answer of the API by property; those of no property shown are under ''. */
export function issuesByField(
  details: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, string> {
  const issues = (details.issues ?? []) as { path: (string | number)[]; message: string }[];
  const found: Record<string, string> = {};
  for (const { path, message } of issues) {
    const name = names.find((each) => path.includes(each)) ?? '';
    const text = withoutName(message, name);
    found[name] = found[name] === undefined ? text : `${found[name]}; ${text}`;
  }
  return found;
}

/** Beside its field a sentence need not name it, and people know it by another name: `platformId must be …` → `Must be …`. */
function withoutName(message: string, name: string): string {
  if (name === '' || !message.startsWith(`${name} `)) return message;
  const rest = message.slice(name.length + 1);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
