/** Parameters that say where a visitor came from, and nothing of what is shown: Google's utm_ family, and click ids. */
const TRACKING = /^(utm_[a-z_]+|gclid|dclid|fbclid|msclkid|yclid|mc_cid|mc_eid|igshid|_ga)$/i;

/** One spelling of an address however it is decorated: no fragment, no tracking parameters. */
export function canonicalUrl(address: string): string {
  const url = new URL(address);
  url.hash = '';
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  for (const name of tracking) url.searchParams.delete(name);
  return url.href;
}

/** Whether two addresses belong to one site: the same host, with or without `www.`. */
export function isSameSite(address: string, other: string): boolean {
  const host = (text: string): string => new URL(text).host.replace(/^www\./, '');
  return host(address) === host(other);
}
