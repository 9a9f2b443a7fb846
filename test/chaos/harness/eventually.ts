import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until there is an answer. @throws Error when there is none in time, saying `what` was waited for */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string, patienceMs: number): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until) throw new Error(`Waited ${patienceMs} ms for ${what}`);
    await delay(20);
  }
}
