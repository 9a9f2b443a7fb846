const MAX_LENGTH = 60;

/** `Bäckerei & Söhne` → `backerei-sohne`; a name without a Latin letter or a digit becomes `brand`. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join('-').slice(0, MAX_LENGTH).replace(/-$/, '') ?? 'brand';
}

/** The first of `base`, `base-2`, `base-3`, … that is not taken. */
export function firstFree(base: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}
