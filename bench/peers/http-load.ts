/** The load of rows 3 and 7: autocannon, in a process of its own, the same for every side. */
import autocannon from 'autocannon';
import type { HttpLoad, HttpResult } from '../lib/http-load.protocol.js';
import { sayReady, serve } from '../lib/serve.js';

serve({
  /** @throws Error when an answer is not 2xx */
  async run({ url, connections, seconds, method, tokens, bodies }: HttpLoad): Promise<HttpResult> {
    let client = 0;
    const result = await autocannon({
      url,
      connections,
      duration: seconds,
      method,
      setupClient(each) {
        const requests = [];
        for (let index = client % tokens.length; index < tokens.length; index += connections)
          requests.push({
            headers: { authorization: `Bearer ${tokens[index]!}`, 'content-type': 'application/json' },
            ...(bodies && { body: bodies[index]! }),
          });
        client += 1;
        each.setRequests(requests);
      },
    });
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} requests failed`);
    const requests = result['2xx'];
    return { requests, perSecond: requests / result.duration, p50: result.latency.p50, p99: result.latency.p99 };
  },
});
sayReady();
