import { useNow } from '../live/clock.js';
import {
  describeAge,
  describeDuration,
  describeMinute,
  describeMoment,
  describeStamp,
  describeWhen,
} from './describe-time.js';

/** A moment, as how long ago or how soon it is; the full time, in the reader's zone, shows on hover. */
export function When({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={describeMoment(at)}>
      {describeWhen(at, now)}
    </time>
  );
}

/** A moment in the reader's zone. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at}>
      {describeMoment(at)}
    </time>
  );
}

/** A planned moment in the reader's zone, to the minute. */
export function Planned({ at }: { at: string }) {
  return (
    <time dateTime={at} title={describeMoment(at)}>
      {describeMinute(at)}
    </time>
  );
}

/** How long it is until then, however long: `in 12 d`. */
export function Until({ at }: { at: string }) {
  return <>in {describeAge(Math.max(0, Date.parse(at) - useNow()))}</>;
}

/** A moment in the reader's zone, short: the zone shows on hover. */
export function Stamp({ at }: { at: string }) {
  return (
    <time dateTime={at} title={describeMoment(at)}>
      {describeStamp(at)}
    </time>
  );
}

/** How long something took, or takes until now. */
export function Took({ from, to }: { from: string; to: string | null }) {
  const now = useNow();
  return <>{describeDuration((to === null ? Math.max(now, Date.parse(from)) : Date.parse(to)) - Date.parse(from))}</>;
}

/** A sentence of the API, whose times are UTC, with them in the reader's zone. */
export function Sentence({ text }: { text: string }) {
  return text.split(/(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC)/).map((part, index) => {
    if (index % 2 === 0) return part;
    const at = `${part.slice(0, 10)}T${part.slice(11, 19)}Z`;
    return <Moment key={index} at={at} />;
  });
}
