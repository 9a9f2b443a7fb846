/** The address if it is one of the web, written as browsers do; null for every other, such as `javascript:…`. */
export function webAddress(url: string): string | null {
  const { protocol, href } = URL.parse(url) ?? {};
  return href !== undefined && (protocol === 'https:' || protocol === 'http:') ? href : null;
}
