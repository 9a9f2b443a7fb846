/** Sorts into piles by what `keyOf` says; the piles and what is in them keep their order. */
export function groupBy<Key, T>(all: readonly T[], keyOf: (one: T) => Key): Map<Key, T[]> {
  const piles = new Map<Key, T[]>();
  for (const one of all) {
    const pile = piles.get(keyOf(one));
    if (pile) pile.push(one);
    else piles.set(keyOf(one), [one]);
  }
  return piles;
}
