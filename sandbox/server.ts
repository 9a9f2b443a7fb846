import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Clock } from './clock.js';
import { Effects } from './effects.js';
import { Faults, faultSchema } from './faults.js';
import { linkedInRoutes } from './linkedin/linkedin.routes.js';
import { graphRoutes } from './meta/graph.routes.js';
import { openAiRoutes } from './openai/openai.routes.js';
import { Planted, ruleSchema } from './social/planted.js';
import { xRoutes } from './x/x.routes.js';

const clockSchema = z.strictObject({ offsetMs: z.int() });

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly url: string;
  /** Ends it and cuts every connection, those of hanging calls too. */
  close(): Promise<void>;
}

/**
 * Starts the stand-ins on loopback.
 * @param options.port 0 for a free one
 * @param options.dir where the log of effects is kept
 */
export async function startSandbox({ port, dir }: { port: number; dir: string }): Promise<Sandbox> {
  const clock = new Clock();
  const faults = new Faults();
  const effects = new Effects(dir, clock);
  const planted = new Planted();
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 10 * 1024 * 1024 });
  await app.register(openAiRoutes({ clock, faults, effects }), { prefix: '/openai/v1' });
  await app.register(xRoutes({ clock, faults, effects, planted }), { prefix: '/2' });
  await app.register(linkedInRoutes({ clock, faults, effects, planted }));
  await app.register(graphRoutes({ clock, faults, effects, planted }));
  await app.register(switchRoutes({ clock, faults, effects, planted }), { prefix: '/__sandbox' });
  await app.listen({ host: '127.0.0.1', port });
  const address = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}`, close: () => app.close() };
}

interface Parts {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly effects: Effects;
  readonly planted: Planted;
}

function switchRoutes({ clock, faults, effects, planted }: Parts) {
  return async (app: FastifyInstance): Promise<void> => {
    app.put('/faults', async (request, reply) => {
      const parsed = faultSchema.safeParse(request.body);
      if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) });
      faults.set(parsed.data);
      return parsed.data;
    });
    app.delete('/faults', async (_request, reply) => {
      faults.clear();
      return reply.code(204).send();
    });
    app.put('/clock', async (request, reply) => {
      const parsed = clockSchema.safeParse(request.body);
      if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) });
      clock.offsetMs = parsed.data.offsetMs;
      return { now: clock.now().toISOString(), offsetMs: clock.offsetMs };
    });
    app.put('/rule', async (request, reply) => {
      const parsed = ruleSchema.safeParse(request.body);
      if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) });
      planted.rule = parsed.data;
      return parsed.data;
    });
    app.delete('/rule', async (_request, reply) => {
      planted.rule = undefined;
      return reply.code(204).send();
    });
    app.get('/effects', async (_request, reply) => reply.type('application/x-ndjson').send(effects.read()));
  };
}
