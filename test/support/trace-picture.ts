import type { ReceivedSpan } from './otlp-receiver.js';

const BAR = 30;
const NAME = 57;
const SERVICE = 14;

/** A picture of a trace, a line a span: its place in the tree, what it says, its process, when it began and how long it took. */
export function drawTrace(spans: readonly ReceivedSpan[]): string {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => !parentSpanId || !ids.has(parentSpanId));
  const from = Math.min(...spans.map(({ begun }) => begun));
  const whole = Math.max(...spans.map(({ ended }) => ended)) - from;

  const draw = (span: ReceivedSpan, depth: number): string[] => {
    const name = `${depth > 0 ? `${'   '.repeat(depth - 1)}└─ ` : ''}${describe(span)}`;
    const offset = Math.floor(((span.begun - from) / whole) * BAR);
    const length = Math.max(Math.round(((span.ended - span.begun) / whole) * BAR), 1);
    const bar = ' '.repeat(Math.min(offset, BAR - 1)) + '█'.repeat(length);
    const took = `${(span.ended - span.begun).toFixed(1)} ms`;
    const line = `${name.padEnd(NAME)}${span.service.padEnd(SERVICE)}${took.padStart(9)}  ${bar.slice(0, BAR)}`;
    const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
    return [line, ...children.flatMap((child) => draw(child, depth + 1))];
  };
  return roots.flatMap((root) => draw(root, 0)).join('\n');
}

/** The part of a picture that is the same for every trace of its kind. */
export function treeOf(picture: string): string[] {
  return picture.split('\n').map((line) =>
    line
      .slice(0, NAME + SERVICE)
      .replace(/\d+ \+ \d+ tokens/, 'tokens')
      .replace(/ +/g, ' ')
      .trimEnd(),
  );
}

function describe({ name, attributes }: ReceivedSpan): string {
  const { 'job.attempt': attempt, 'job.outcome': outcome, 'http.response.status_code': status } = attributes;
  const input = attributes['gen_ai.usage.input_tokens'];
  const said = [
    attempt === undefined ? '' : `attempt ${attempt}`,
    outcome ?? '',
    status ?? '',
    input === undefined ? '' : `${input} + ${attributes['gen_ai.usage.output_tokens']} tokens`,
  ].filter((part) => part !== '');
  return [name, ...said].join(' · ');
}
