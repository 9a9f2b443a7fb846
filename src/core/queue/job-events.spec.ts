import { describe, expect, it, vi } from 'vitest';
import pino from 'pino';
import type { Database } from '../database/database.js';
import { CHANNEL, decodeChanges, encodeChanges, JobEvents } from './job-events.js';

const changesOf = (organizations: number, ids: number) =>
  new Map(
    Array.from({ length: organizations }, (_, index) => [
      `org_${index}`,
      new Set(Array.from({ length: ids }, (_id, job) => `job_${index}_${job}`)),
    ]),
  );

describe('changes', () => {
  it('come back from the payload that they were sent as', () => {
    const changes = changesOf(3, 20);
    expect(decodeChanges(encodeChanges(changes))).toEqual(changes);
  });

  it('are everything where the payload would be too long for PostgreSQL', () => {
    expect(decodeChanges(encodeChanges(changesOf(1, 1_000)))).toBe('everything');
    expect(decodeChanges(encodeChanges(changesOf(1_000, 1)))).toBe('everything');
  });
});

describe('JobEvents', () => {
  type Query = (text: string, values: unknown[]) => Promise<object[]>;
  const eventsOver = (query: Query) => new JobEvents({ query } as unknown as Database, pino({ level: 'silent' }));
  const job = (id: string) => ({ id, organizationId: 'org_a' });

  it('sends the first change at once and what follows together, 50 ms later', async () => {
    const query = vi.fn<Query>().mockResolvedValue([]);
    const events = eventsOver(query);
    events.changed([job('a')]);
    const began = performance.now();
    events.changed([job('b')]);
    events.changed([job('c'), job('b')]);
    expect(query.mock.calls).toEqual([[expect.any(String), [CHANNEL, '{"org_a":["a"]}']]]);
    await vi.waitFor(() => expect(query).toHaveBeenCalledTimes(2));
    expect(performance.now() - began).toBeGreaterThan(45);
    expect(query).toHaveBeenLastCalledWith(expect.any(String), [CHANNEL, '{"org_a":["b","c"]}']);
  });

  it('goes on after one that could not be sent', async () => {
    const query = vi.fn<Query>().mockRejectedValueOnce(new Error('no database')).mockResolvedValue([]);
    const events = eventsOver(query);
    events.changed([job('a')]);
    events.changed([job('b')]);
    await vi.waitFor(() => expect(query).toHaveBeenCalledTimes(2));
  });

  it('sends nothing for nothing', () => {
    const query = vi.fn<Query>();
    eventsOver(query).changed([]);
    expect(query).not.toHaveBeenCalled();
  });
});
