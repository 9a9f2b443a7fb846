/** An address of the web as a browser may follow it; null for all else, such as `javascript:`. */
export function webLink(address: string | null): string | null {
  const url = address !== null && URL.canParse(address) ? new URL(address) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}

/** Where an address leads, for people: `example.com/tea`; the address itself where it is none of the web. */
export function describeLink(address: string): string {
  const link = webLink(address);
  if (link === null) return address;
  const { host, pathname } = new URL(link);
  return pathname === '/' ? host : `${host}${pathname}`;
}
