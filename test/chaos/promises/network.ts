import { setTimeout as delay } from 'node:timers/promises';
import type { EnginePromise } from '../harness/engine-promise.js';
import type { Weather } from '../harness/fault-proxy.js';

/** What the network does, and whether it is worth its time in the short form. */
const weathers: Weather[] = [
  { kind: 'stall' },
  { kind: 'latency', ms: 2_000 },
  { kind: 'trickle', bytesPerSecond: 1 },
  { kind: 'refused' },
  { kind: 'half-open' },
];

/** 8: the network between one process and one server is bad for a while. */
export const badNetwork: EnginePromise = {
  number: 8,
  title: 'network',
  faults: { long: 40, short: 3 },
  system: { proxied: true },
  async run(chaos) {
    const { system, random, client, scale, backend } = chaos;
    const [least, most] = scale.form === 'long' ? [5_000, 15_000] : [1_500, 3_000];
    // A connection that is half-open for ever is found out by time-outs of 30 s.
    const chosen = weathers.filter(({ kind }) => scale.form === 'long' || kind !== 'half-open');
    await chaos.underLoad([100, 500], async () => {
      const process = random.pick(system.processes);
      const links = system.links.get(process)!;
      const server = backend === 'redis' ? random.pick(['postgres', 'redis'] as const) : 'postgres';
      const proxy = server === 'redis' ? links.redis! : links.postgres;
      const weather = random.pick(chosen);
      proxy.set(weather);
      await delay(random.between(least!, most!));
      proxy.set({ kind: 'clear' });
      chaos.fault(`${weather.kind} between ${process.name} and ${server}`, 'system');
      const { jobId } = await client.submit({ deed: 'effect' });
      await chaos.seen(
        `SELECT FROM jobs WHERE id = $1 AND status = 'COMPLETED'`,
        [jobId],
        `a job to be done after ${weather.kind} between ${process.name} and ${server}`,
      );
    });
  },
};
