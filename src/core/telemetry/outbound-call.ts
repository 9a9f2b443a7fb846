import { type HostClass, metrics } from './metrics.js';
import { currentSpan, traced } from './tracing.js';

/** Makes a call to others, in a span of its own, and counts it by its answer. */
export async function observeCall<Answer extends { status: number }>(
  hostClass: HostClass,
  method: string,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const attributes = { 'http.request.method': method, 'host.class': hostClass };
  return traced({ name: `${method} ${hostClass}`, kind: 'client', attributes }, () => counted(hostClass, call));
}

async function counted<Answer extends { status: number }>(
  hostClass: HostClass,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const begun = performance.now();
  let status = 'none';
  try {
    const answer = await call();
    status = classOf(answer.status);
    currentSpan()?.note({ 'http.response.status_code': answer.status });
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
