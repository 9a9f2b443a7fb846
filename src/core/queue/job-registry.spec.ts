import { describe, expect, it } from 'vitest';
import { defineJob } from './define-job.js';
import { JobRegistry } from './job-registry.js';

class Payload {}
class Result {}

const contract = (queue: string) =>
  defineJob({
    type: 'GENERATE_CONTENT',
    queue,
    payload: Payload,
    result: Result,
    timeLimitMs: 1_000,
    summary: 'For the test',
    example: {},
    references: () => [],
  });

const queue = (name: string) => ({ name, concurrency: () => 1 });

describe('JobRegistry', () => {
  it('finds what was declared', () => {
    const registry = new JobRegistry();
    const declared = contract('q');
    registry.add(queue('q'), [declared]);
    expect(registry.find('GENERATE_CONTENT')).toBe(declared);
    expect(registry.find('constructor')).toBeUndefined();
    expect(registry.types).toEqual(['GENERATE_CONTENT']);
  });

  it('refuses a type that is declared twice, and says where to look', () => {
    const registry = new JobRegistry();
    registry.add(queue('q'), [contract('q')]);
    expect(() => registry.add(queue('r'), [contract('r')])).toThrow(/Two contracts declare GENERATE_CONTENT/);
  });

  it('refuses a type in the list of another queue', () => {
    expect(() => new JobRegistry().add(queue('q'), [contract('r')])).toThrow(/names the queue r/);
  });
});
