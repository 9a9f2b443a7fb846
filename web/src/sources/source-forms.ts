import type { JsonSchema } from '../api/job-types.js';
import type { FormValues } from '../parts/form-fields.js';

const name: JsonSchema = { type: 'string', maxLength: 200 };
const url: JsonSchema = { type: 'string', title: 'Address', format: 'uri', maxLength: 2048 };
const maxItems: JsonSchema = {
  type: 'integer',
  title: 'Most items a sync',
  minimum: 1,
  maximum: 1_000,
  description: 'Without it a website brings 20 pages, and a feed all that it has.',
};
const ofDocument: Record<string, JsonSchema> = {
  fileName: { type: 'string', title: 'File name', maxLength: 255 },
  mimeType: { type: 'string', title: 'Kind of document' },
};

const asked: Record<string, { properties: Record<string, JsonSchema>; required: string[] }> = {
  WEBSITE: {
    properties: { url: { ...url, description: 'Where to begin; links within the site are followed.' }, maxItems },
    required: ['url'],
  },
  RSS: {
    properties: { url: { ...url, description: 'Of the feed itself: RSS, Atom or JSON Feed.' }, maxItems },
    required: ['url'],
  },
  DOCUMENT: {
    properties: { url: { ...url, description: 'Of the file itself.' }, ...ofDocument },
    required: ['url', 'fileName', 'mimeType'],
  },
};

/** What is asked for to make a source, by its type. */
export function newSourceSchema({ type }: FormValues): JsonSchema {
  const { properties, required } = asked[String(type)]!;
  return {
    properties: { brandId: { type: 'string' }, type: { type: 'string' }, name, ...properties },
    required: ['brandId', 'type', 'name', ...required],
  };
}

/** What of a source can be changed. */
export function sourceSchema(type: string): JsonSchema {
  const { properties, required } = asked[type]!;
  return { properties: { name, ...properties }, required: ['name', ...required] };
}

export const sourceChoices = {
  type: [
    { id: 'WEBSITE', label: 'Website' },
    { id: 'RSS', label: 'Feed' },
    { id: 'DOCUMENT', label: 'Document' },
  ],
  mimeType: [
    { id: 'application/pdf', label: 'PDF' },
    { id: 'text/plain', label: 'Plain text' },
    { id: 'text/markdown', label: 'Markdown' },
  ],
};

/** A source's type as people say it. */
export const sourceTypeName = (type: string): string => sourceChoices.type.find(({ id }) => id === type)?.label ?? type;
