import ipaddr from 'ipaddr.js';
import { OutboundError } from './outbound-error.js';

/** What IANA's special-purpose registry and the clouds keep for themselves of IPv4. */
const REFUSED_IPV4 = subnets([
  '0.0.0.0/8', // this network, unspecified
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT; 100.100.100.200 is a cloud's metadata
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // a cloud's host, public by number
  '169.254.0.0/16', // link-local, and most clouds' metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT relays
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
]);

/**
 * The one block that IANA gives out for the public internet. Outside it lie loopback, unspecified, unique-local, link-local,
 * site-local and multicast addresses, and the forms that carry an IPv4 address: mapped, compatible, translated, NAT64.
 */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What lies inside that block and is not a host of the public internet. */
const REFUSED_IPV6 = subnets([
  '2001::/23', // protocol assignments: Teredo, benchmarking, ORCHID, AMT
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which carries an IPv4 address
  '2620:4f:8000::/48', // AS112
  '3ffe::/16', // the 6bone, given back
  '3fff::/20', // documentation
]);

/** The third quarter of an ISATAP address, which carries an IPv4 address in the fourth (RFC 5214). */
const ISATAP_PARTS = new Set(['0:5efe', '200:5efe']);

/**
 * Whether a connection may be made to an address: it is a host's of the public internet.
 * @param address an IPv4 or IPv6 address as text; what cannot be read, a zone included, is not public
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    const parsed = ipaddr.IPv4.parse(address);
    return !REFUSED_IPV4.some((subnet) => parsed.match(subnet));
  }
  if (!ipaddr.IPv6.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.IPv6.parse(address);
  if (!parsed.match(PUBLIC_IPV6) || REFUSED_IPV6.some((subnet) => parsed.match(subnet))) return false;
  return !ISATAP_PARTS.has(`${parsed.parts[4]!.toString(16)}:${parsed.parts[5]!.toString(16)}`);
}

/**
 * Reads an address that a user gave, as a browser would. WHATWG's parser turns every spelling of an IPv4 address (octal, hex,
 * short, full-width, percent-encoded) into its four decimal parts.
 * @param base what a relative address is relative to
 * @throws {OutboundError} BAD_URL: it is none, not http or https, has a backslash, carries a user name or password, or names a
 *   port other than 80, 443 and those above 1024
 */
export function parseOutboundUrl(text: string, base?: URL): URL {
  if (/^[^?#]*\\/.test(text)) {
    // Programs differ on which host stands in such an address.
    throw new OutboundError('BAD_URL', 'The address must have no backslash before its query');
  }
  if (!URL.canParse(text, base?.href)) throw new OutboundError('BAD_URL', 'The address is not a URL');
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new OutboundError('BAD_URL', 'The address must begin with http:// or https://');
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutboundError('BAD_URL', 'The address must carry no user name and no password');
  }
  const port = portOf(url);
  if (port !== 80 && port !== 443 && port <= 1024) {
    throw new OutboundError('BAD_URL', `The port of the address must be 80, 443 or above 1024, and not ${port}`);
  }
  return url;
}

/** Host and port as the URL writes them, its scheme's port where it writes none: `example.com:443`, `[2001:db8::1]:8080`. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

/**
 * Says no when any of the addresses is not public: a name that has one such address among others is not trusted at all.
 * @throws {OutboundError} REFUSED_ADDRESS, which does not tell what the name resolved to
 */
export function assertPublic(url: URL, addresses: readonly string[]): void {
  if (addresses.every(isPublicAddress)) return;
  throw new OutboundError(
    'REFUSED_ADDRESS',
    `${url.hostname} is not fetched: it is, or resolves to, an address that is not on the public internet`,
  );
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function subnets(blocks: readonly string[]) {
  return blocks.map((block) => ipaddr.parseCIDR(block));
}
