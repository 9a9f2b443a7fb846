/** X's ids tell the milliseconds since then in all bits but the last 22 (docs.x.com/fundamentals/x-ids). */
const EPOCH_MS = 1_288_834_974_657n;
const TIME_SHIFT = 22n;

/** Smaller ids are older than the scheme, or none of X's. */
const FIRST_MS = Date.UTC(2011, 0, 1);

/** When a post came to be, by X's clock; null where its id does not tell. */
export function timeOfPost(postId: string): Date | null {
  if (!/^\d{1,19}$/.test(postId)) return null;
  const time = Number((BigInt(postId) >> TIME_SHIFT) + EPOCH_MS);
  return time < FIRST_MS ? null : new Date(time);
}
