/** What the load process is asked, and answers. */

/** Requests as fast as they are answered, one at a time a connection. */
export interface HttpLoad {
  url: string;
  connections: number;
  seconds: number;
  method: 'GET' | 'POST';
  /** Each connection takes its share of them in turn. */
  tokens: string[];
  /** One a token. */
  bodies?: string[];
}

export interface HttpResult {
  requests: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}
