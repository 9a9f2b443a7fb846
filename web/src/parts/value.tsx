import { describeCost, platformName, words } from './describe.js';
import { describeDuration } from './describe-time.js';
import { Moment } from './time.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

/** A word of the API's own, such as `LINKEDIN`. */
const WORD = /^[A-Z]+(_[A-Z]+)*$/;

/** Deeper than this the rest is shown as JSON. */
const MAX_DEPTH = 4;

/** Anything of JSON for people to read: what it holds is text, whatever it looks like. */
export function Value({ value, depth = 0 }: { value: unknown; depth?: number }) {
  if (isNothing(value)) return <span className="faint">none</span>;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return value.toLocaleString('en');
  if (typeof value === 'string') {
    if (TIME.test(value)) return <Moment at={value} />;
    return <span className="text">{WORD.test(value) ? platformName(value) : value}</span>;
  }
  if (depth >= MAX_DEPTH) return <pre>{JSON.stringify(value, undefined, 2)}</pre>;
  if (Array.isArray(value)) return <List values={value} depth={depth} />;
  return (
    <dl className="values">
      {Object.entries(value as object).map(([name, each]) => (
        <Entry key={name} name={name} value={each} depth={depth + 1} />
      ))}
    </dl>
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A field whose name says in what unit it is, as people read that. */
function Entry({ name, value, depth }: { name: string; value: unknown; depth: number }) {
  const [, duration] = /^(\w+)Ms$/.exec(name) ?? [];
  const [, cost] = /^(\w+)MicroUsd$/.exec(name) ?? [];
  const isNumber = typeof value === 'number';
  return (
    <div>
      <dt>{words((isNumber && (duration ?? cost)) || name)}</dt>
      <dd>
        {isNumber && duration ? (
          describeDuration(value)
        ) : isNumber && cost ? (
          describeCost(value)
        ) : (
          <Value value={value} depth={depth} />
        )}
      </dd>
    </div>
  );
}

function List({ values, depth }: { values: unknown[]; depth: number }) {
  if (values.every((each) => typeof each !== 'object')) {
    return values.map((each) => (WORD.test(String(each)) ? platformName(String(each)) : String(each))).join(', ');
  }
  return (
    <ol className="items">
      {values.map((each, index) => (
        <li key={index}>
          <Value value={each} depth={depth + 1} />
        </li>
      ))}
    </ol>
  );
}
