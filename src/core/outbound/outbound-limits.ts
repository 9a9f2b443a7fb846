/** What a fetch may take. Times are milliseconds, sizes bytes. */
export interface OutboundLimits {
  /** Headers of one answer. */
  readonly headerBytes: number;
  /** The body, as it is sent and decompressed. */
  readonly bodyBytes: number;
  /** From the beginning of a request, its look-up included, to the end of its headers. */
  readonly firstByteMs: number;
  /** Between two pieces of a body. */
  readonly silenceMs: number;
  /** The whole fetch, redirects included. */
  readonly totalMs: number;
  readonly redirects: number;
}

/** Holds wherever a caller says nothing else. */
export const OUTBOUND_LIMITS: OutboundLimits = {
  headerBytes: 16 * 1024,
  bodyBytes: 10 * 1024 * 1024,
  firstByteMs: 10_000,
  silenceMs: 10_000,
  totalMs: 30_000,
  redirects: 5,
};
