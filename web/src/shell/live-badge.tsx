import { useLiveness } from '../live/live.js';
import { useNow } from '../live/clock.js';
import { describeAge } from '../parts/describe-time.js';

/** A connection that comes back sooner is not worth a word. */
const WORTH_A_WORD_MS = 1_500;

/** Says whether what the page shows is up to date, and if not, since when. */
export function LiveBadge() {
  const { isLive, since } = useLiveness();
  const now = useNow();
  const ms = since === null ? 0 : now - since.getTime();
  const isStale = !isLive && since !== null && ms > WORTH_A_WORD_MS;
  const text =
    isLive || (since !== null && !isStale) ? 'Live' : isStale ? `Not live for ${describeAge(ms)}` : 'Connecting';
  return (
    <span
      className={`live ${isStale ? 'stale' : isLive ? 'on' : ''}`}
      title={isStale ? 'Connecting again …' : undefined}
    >
      <span className="dot" aria-hidden="true" />
      <span>{text}</span>
      <span className="sr-only" role="status">
        {isStale ? 'The connection is lost: what you see may be old.' : ''}
      </span>
    </span>
  );
}

/** Stands above a page whose content may be old. */
export function StaleBanner() {
  const { isLive, since } = useLiveness();
  const now = useNow();
  if (isLive || since === null || now - since.getTime() <= WORTH_A_WORD_MS) return null;
  return (
    <p className="stale-banner">
      The connection to the server is lost. This is how things were {describeAge(now - since.getTime())} ago; they are
      read again as soon as it is back.
    </p>
  );
}
