/**
 * The ground truth of effects, in a process of its own: an append-only file (first argument) of JSON lines, each written before its request
 * is answered. `POST /effects` appends, `GET /effects/<job id>` answers 200 where the job had one, else 404.
 */
import { once } from 'node:events';
import { openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Effect, LoggedEffect } from './effect-log.protocol.js';

const file = openSync(process.argv[2]!, 'a');
const jobs = new Set<string>();

const server = createServer((request, response) => {
  void (async () => {
    if (request.method === 'GET') {
      response.writeHead(jobs.has(request.url!.slice('/effects/'.length)) ? 200 : 404).end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const effect = JSON.parse(Buffer.concat(chunks).toString()) as Effect;
    const logged: LoggedEffect = { ...effect, at: Date.now() };
    writeSync(file, `${JSON.stringify(logged)}\n`);
    jobs.add(effect.jobId);
    response.writeHead(201).end();
  })();
});
await once(server.listen(0, process.argv[3]), 'listening');
process.once('disconnect', () => process.exit());
process.send?.({ port: (server.address() as AddressInfo).port });
process.send?.('ready');
