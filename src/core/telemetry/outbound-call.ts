import { type HostClass, metrics } from './metrics.js';

/** Makes a call to others, and counts it by its answer. */
export async function observeCall<Answer extends { status: number }>(
  hostClass: HostClass,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const begun = performance.now();
  let status = 'none';
  try {
    const answer = await call();
    status = classOf(answer.status);
    return answer;
  } finally {
    metrics.outboundRequests.inc({ host_class: hostClass, status });
    metrics.outboundSeconds.observe({ host_class: hostClass }, (performance.now() - begun) / 1_000);
  }
}

/** Servers may answer with any number: these are few. */
function classOf(status: number): string {
  if (status === 429) return '429';
  return status >= 200 && status < 600 ? `${Math.floor(status / 100)}xx` : 'none';
}
