import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';

/** What the outbound client needs of the network. */
export interface OutboundNetwork {
  /** Every address of a host name; a literal address is its own. Rejects when there is none. */
  resolve(hostname: string): Promise<LookupAddress[]>;
  /** PEM of an authority that is trusted beside the usual ones. */
  trustedCa?: string;
}

/** Nest's token for {@link OutboundNetwork}. */
export const OUTBOUND_NETWORK = Symbol('OUTBOUND_NETWORK');

/** The machine's own resolver, hosts file included. libuv keeps half of its threads free of look-ups, however slow those are. */
export const systemNetwork: OutboundNetwork = { resolve: (hostname) => lookup(hostname, { all: true }) };
