import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newSecret, signMessage } from './webhook-message.js';

const message = { id: 'msg_1', event: 'job.failed', data: { jobId: 'j1' }, createdAt: new Date(1_000) };

describe('signMessage', () => {
  it('makes what the specification verifies, with the same id and body at each attempt', () => {
    const secret = newSecret();
    const first = signMessage(message, secret, new Date());
    const second = signMessage(message, secret, new Date(Date.now() + 60_000));
    for (const { body, headers } of [first, second]) {
      expect(new Webhook(secret).verify(body, { ...headers })).toEqual({
        type: 'job.failed',
        timestamp: '1970-01-01T00:00:01.000Z',
        data: { jobId: 'j1' },
      });
    }
    expect(second.body).toBe(first.body);
    expect(second.headers['webhook-id']).toBe('msg_1');
    expect(second.headers['webhook-signature']).not.toBe(first.headers['webhook-signature']);
  });

  it('signs with its own secret', () => {
    const { body, headers } = signMessage(message, newSecret(), new Date());
    expect(() => new Webhook(newSecret()).verify(body, { ...headers })).toThrow('No matching signature');
  });
});
