import { expect, it } from 'vitest';
import { LeavingAdapter } from './leaving-adapter.js';

it('serves on for its time once it is told to end, and closes each connection with its next answer', async () => {
  const adapter = new LeavingAdapter({}, 200);
  const server = adapter.getInstance();
  server.get('/', async () => 'served');
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const ask = async () => {
    const answer = await fetch(url);
    return [await answer.text(), answer.headers.get('connection')];
  };
  expect([await ask(), adapter.isLeaving]).toEqual([['served', 'keep-alive'], false]);

  const since = performance.now();
  const closing = adapter.beforeClose();

  expect([await ask(), adapter.isLeaving]).toEqual([['served', 'close'], true]);
  await closing;
  expect(performance.now() - since).toBeGreaterThan(190);
  await adapter.close();
});
