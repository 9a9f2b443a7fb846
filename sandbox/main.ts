import { parseArgs } from 'node:util';
import { startSandbox } from './server.js';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, dir: { type: 'string', default: '.local' } },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`[Sandbox] --port: read ${JSON.stringify(values.port)}; it must be a port number, 0 for a free one`);
  process.exit(1);
}

const sandbox = await startSandbox({ port, dir: values.dir }).catch((error: Error) => {
  console.error(`[Sandbox] ${error.message}`);
  process.exit(1);
});
console.log(`[Sandbox] listening on ${sandbox.url}`);
console.log(
  '[Sandbox] stand-ins for OpenAI, X, LinkedIn, Facebook and Instagram: texts come from templates, posts stay in memory',
);
process.send?.('ready');

const stop = () => {
  // Its listener would keep the process alive for as long as the parent lives.
  process.channel?.unref();
  void sandbox.close();
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);
