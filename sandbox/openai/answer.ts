import { type Brief, type PlatformName, readBrief } from './brief.js';
import { Draw } from './draw.js';
import { fillSchema, type StrictSchema } from './json-schema.js';
import type { CompletionRequest } from './openai.wire.js';
import { PHRASES } from './phrases.js';
import { Writer } from './writer.js';

/**
 * What the stand-in answers: the posts of a brief in the shape that was asked for, else plain sentences in that shape.
 * @param options.breakRules posts that are too long and say what the brand bans
 */
export function answerTo(request: CompletionRequest, { breakRules }: { breakRules: boolean }): string {
  const seed = JSON.stringify([request.model, request.messages, request.response_format]);
  const sentence = () => new Draw(seed).some(PHRASES.formal.bodies, 2).join(' ');
  const format = request.response_format;
  if (format?.type !== 'json_schema')
    return format?.type === 'json_object' ? JSON.stringify({ text: sentence() }) : sentence();

  const schema = format.json_schema.schema as StrictSchema & { type: 'object' };
  const brief = readBrief(request);
  const answer = Object.entries(schema.properties).map(([name, shape]) => {
    const isText = brief && isPlatform(brief, name) && shape.type === 'object';
    if (!isText) return [name, fillSchema(shape, sentence)];
    const writer = new Writer(brief, new Draw(`${seed} ${name}`));
    return [name, writePlatform(writer, name, shape, breakRules)];
  });
  return JSON.stringify(Object.fromEntries(answer));
}

function writePlatform(
  writer: Writer,
  platform: PlatformName,
  shape: StrictSchema & { type: 'object' },
  breakRules: boolean,
): unknown {
  const mend = (text: string) => (breakRules ? writer.spoil(platform, text) : text);
  return 'posts' in shape.properties ? { posts: writer.thread().map(mend) } : { content: mend(writer.post(platform)) };
}

function isPlatform(brief: Brief, name: string): name is PlatformName {
  return Object.hasOwn(brief.platforms, name);
}
