import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GraphApi } from '../meta/graph.api.js';
import { InstagramContainers, POLL_DELAYS_MS } from './instagram.containers.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const account = { platform: 'INSTAGRAM', platformId: '17', login: 'INSTAGRAM', accessToken: 'token' } as const;
const draft = { text: 'Hi', imageUrls: ['https://img.example/1.jpg'], replyTo: null };

/** Graph with one container, whose standings are these one after another, the last one for ever. */
function containers(...standings: object[]) {
  let reads = 0;
  const graph = {
    make: async () => ({ id: '99' }),
    read: async () => ({ status: '', ...standings[Math.min(reads++, standings.length - 1)] }),
  };
  return { made: new InstagramContainers(graph as unknown as GraphApi), reads: () => reads };
}

describe('a container', () => {
  it('is waited for, seldom as documented, and for 5 minutes at most', async () => {
    expect(Math.max(...POLL_DELAYS_MS)).toBe(60_000);
    expect(POLL_DELAYS_MS.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(300_000);
    const { made, reads } = containers({ status_code: 'IN_PROGRESS' });
    const making = made.make(draft, account, new AbortController().signal).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(await making).toMatchObject({ kind: 'TEMPORARY', message: 'Instagram is not ready with the images yet' });
    expect(reads()).toBe(POLL_DELAYS_MS.length + 1);
  });

  it('is ready when it is finished', async () => {
    const { made } = containers({ status_code: 'IN_PROGRESS' }, { status_code: 'FINISHED' });
    const making = made.make(draft, account, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(POLL_DELAYS_MS[0]!);
    expect(await making).toBe('99');
  });

  it.each([
    [{ status_code: 'ERROR', status: '2207026' }, 'REFUSED'],
    [{ status_code: 'ERROR', status: 'Error: Media upload has failed with error code 2207052' }, 'REFUSED'],
    [{ status_code: 'ERROR', status: 'Error: 2207003' }, 'TEMPORARY'],
    [{ status_code: 'ERROR', status: 'Error: 2207053' }, 'TEMPORARY'],
    [{ status_code: 'ERROR', status: 'Error: something else' }, 'TEMPORARY'],
    [{ status_code: 'ERROR', status: '2207051' }, 'ACCOUNT_RESTRICTED'],
    [{ status_code: 'EXPIRED' }, 'TEMPORARY'],
  ])('that ends as %j is %s', async (standing, kind) => {
    const { made } = containers(standing);
    await expect(made.make(draft, account, new AbortController().signal)).rejects.toMatchObject({ kind });
  });

  it.each([0, 11])('is not made for %i images', async (count) => {
    const imageUrls = Array.from({ length: count }, () => 'https://img.example/1.jpg');
    const { made, reads } = containers({ status_code: 'FINISHED' });
    const making = made.make({ ...draft, imageUrls }, account, new AbortController().signal);
    await expect(making).rejects.toMatchObject({ kind: 'REFUSED' });
    expect(reads()).toBe(0);
  });

  it('is no longer waited for when the signal aborts', async () => {
    const { made } = containers({ status_code: 'IN_PROGRESS' });
    const controller = new AbortController();
    const making = made.make(draft, account, controller.signal).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1);
    controller.abort(new Error('shutting down'));
    expect(await making).toMatchObject({ message: 'shutting down' });
  });
});
