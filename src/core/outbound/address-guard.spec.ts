import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { assertPublic, hostAndPort, isPublicAddress, parseOutboundUrl } from './address-guard.js';

const octet = fc.integer({ min: 0, max: 255 });
const anyIPv4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
const quarter = fc.integer({ min: 0, max: 0xffff });
const anyIPv6 = fc.tuple(quarter, quarter, quarter, quarter, quarter, quarter, quarter, quarter).map(hex);

function hex(parts: readonly number[]): string {
  return parts.map((part) => part.toString(16)).join(':');
}

/** Any address of a block. */
function within(block: string): fc.Arbitrary<string> {
  const [network, length] = ipaddr.parseCIDR(block);
  const bytes = network.toByteArray();
  return fc.uint8Array({ minLength: bytes.length, maxLength: bytes.length }).map((random) => {
    const mixed = bytes.map((byte, index) => {
      const mask = 0xff & ~(0xff >> Math.min(8, Math.max(0, length - 8 * index)));
      return (byte & mask) | (random[index]! & ~mask & 0xff);
    });
    return ipaddr.fromByteArray(mixed).toString();
  });
}

/** Every known way of writing an IPv4 address inside an IPv6 one. */
function embeddings(address: string): string[] {
  const [a, b, c, d] = ipaddr.IPv4.parse(address).octets as [number, number, number, number];
  const [high, low] = [(a << 8) | b, (c << 8) | d];
  return [
    [0, 0, 0, 0, 0, 0, high, low],
    [0, 0, 0, 0, 0, 0xffff, high, low],
    [0, 0, 0, 0, 0xffff, 0, high, low],
    [0x64, 0xff9b, 0, 0, 0, 0, high, low],
    [0x64, 0xff9b, 1, 0, 0, 0, high, low],
    [0x2002, high, low, 0, 0, 0, 0, 0],
    [0x2001, 0, high, low, 0, 0, ~high & 0xffff, ~low & 0xffff],
    [0x2606, 0x4700, 0, 0, 0, 0x5efe, high, low],
    [0x2606, 0x4700, 0, 0, 0x200, 0x5efe, high, low],
  ].map(hex);
}

/** What the host of a URL is after parsing, as an address to connect to. */
function literalOf(text: string): string {
  return new URL(text).hostname.replace(/^\[(.*)\]$/, '$1');
}

describe('isPublicAddress', () => {
  it.each(['1.1.1.1', '8.8.8.8', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::6810:84e5', '2a00:1450::1'])(
    'takes %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  const refused = `
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12
    192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24
    203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96
    64:ff9b:1::/48 100::/64 2001::/32 2001:2::/48 2001:10::/28 2001:db8::/32 2002::/16 3fff::/20
    5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8`;
  it.each(refused.trim().split(/\s+/))('refuses all of %s', (block) => {
    fc.assert(fc.property(within(block), (address) => !isPublicAddress(address)));
  });

  it('refuses every IPv4 address that is carried by an IPv6 one', () => {
    fc.assert(fc.property(anyIPv4, (address) => embeddings(address).every((carrier) => !isPublicAddress(carrier))));
  });

  it('takes nothing that ipaddr.js gives a special meaning', () => {
    fc.assert(
      fc.property(fc.oneof(anyIPv4, anyIPv6, within('2000::/3')), (address) => {
        return !isPublicAddress(address) || ipaddr.parse(address).range() === 'unicast';
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes every IPv4 address to which ipaddr.js gives none, the host of a cloud apart', () => {
    fc.assert(
      fc.property(anyIPv4, (address) => {
        return (
          isPublicAddress(address) === (ipaddr.parse(address).range() === 'unicast') || address === '168.63.129.16'
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['', 'localhost', '127.1', '0x7f.1', '1.1.1.1.', 'fe80::1%eth0', '2606:4700::1%1', '[::1]'])(
    'refuses what is no plain address: "%s"',
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );

  it('refuses loopback in every spelling that a URL may have', () => {
    const part = (value: number) =>
      fc.constantFrom(String(value), `0x${value.toString(16)}`, `0${value.toString(8)}`, `0X0${value.toString(16)}`);
    const spelling = fc.oneof(
      octet.chain((last) => fc.tuple(part(127), part(last)).map((parts) => parts.join('.'))),
      fc.tuple(octet, octet, octet).chain(([b, c, d]) => {
        const value = 127 * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
        return fc.oneof(
          part(value),
          fc.tuple(part(127), part(b), part(c * 256 + d)).map((parts) => parts.join('.')),
        );
      }),
    );
    fc.assert(fc.property(spelling, (host) => !isPublicAddress(literalOf(`http://${host}/`))));
  });
});

describe('assertPublic', () => {
  const url = new URL('https://example.com/secret?token=1');

  it('trusts no name of whose addresses one is not public, and does not say which', () => {
    expect(() => assertPublic(url, ['1.1.1.1', '2606:4700::1'])).not.toThrow();
    expect(() => assertPublic(url, ['1.1.1.1', '10.1.2.3'])).toThrow(
      expect.objectContaining({
        reason: 'REFUSED_ADDRESS',
        message: 'example.com is not fetched: it is, or resolves to, an address that is not on the public internet',
      }),
    );
  });
});

describe('parseOutboundUrl', () => {
  it.each(['http://example.com', 'https://example.com:443/a?b#c', 'http://example.com:1025', 'HTTPS://EXAMPLE.com'])(
    'takes %s',
    (text) => {
      expect(parseOutboundUrl(text).href).toBe(new URL(text).href);
    },
  );

  it.each([
    ['example.com', 'not a URL'],
    ['http://', 'not a URL'],
    ['http://127.0.0.1:65616/', 'not a URL'],
    ['ftp://example.com', 'http:// or https://'],
    ['file:///etc/passwd', 'http:// or https://'],
    ['javascript:alert(1)', 'http:// or https://'],
    ['http://example.com\\@127.0.0.1/', 'no backslash'],
    ['http:\\\\example.com/', 'no backslash'],
    ['http://user@example.com', 'no user name'],
    ['http://:secret@example.com', 'no user name'],
    ['http://example.com:0', 'and not 0'],
    ['http://example.com:22', 'and not 22'],
    ['http://example.com:1024', 'and not 1024'],
  ])('refuses %s', (text, sentence) => {
    expect(() => parseOutboundUrl(text)).toThrow(
      expect.objectContaining({ reason: 'BAD_URL', message: expect.stringContaining(sentence) as string }),
    );
  });

  it('reads what is relative to another', () => {
    expect(parseOutboundUrl('../b', new URL('https://example.com/a/c')).href).toBe('https://example.com/b');
  });
});

describe('hostAndPort', () => {
  it.each([
    ['http://Example.com/', 'example.com:80'],
    ['https://example.com/', 'example.com:443'],
    ['http://[::1]:4010/', '[::1]:4010'],
    ['http://localhost:4010/', 'localhost:4010'],
  ])('is, of %s, %s', (text, expected) => {
    expect(hostAndPort(new URL(text))).toBe(expected);
  });
});
