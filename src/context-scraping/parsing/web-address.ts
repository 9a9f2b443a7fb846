/** Longer addresses are not kept: the sitemap protocol's limit, and about what browsers and servers agree on. */
const MAX_ADDRESS_CHARACTERS = 2_048;

/** The absolute form of an http(s) address, or null where it is none. */
export function webAddress(address: string | null | undefined, base?: string | null): string | null {
  const url = resolve(address, base);
  return url && /^https?:$/.test(url.protocol) && url.href.length <= MAX_ADDRESS_CHARACTERS ? url.href : null;
}

/** An address to resolve others against: `address` where it is one, else `base` itself. */
export function baseAddress(address: string | null | undefined, base: string): string {
  return webAddress(address, base) ?? base;
}

function resolve(address: string | null | undefined, base?: string | null): URL | null {
  const text = address?.trim();
  if (!text) return null;
  return URL.canParse(text, base ?? undefined) ? new URL(text, base ?? undefined) : null;
}
