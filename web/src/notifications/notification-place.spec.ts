import { expect, it } from 'vitest';
import { placeOf } from './notification-place.js';

it.each([
  [{ jobId: 'j1', resource: '/api/jobs/j1/retry' }, '/jobs/j1'],
  [{ jobId: null, resource: '/api/context-sources/s1' }, '/sources/s1'],
  [{ jobId: null, resource: '/api/social-accounts/a1' }, '/accounts/a1'],
  [{ jobId: null, resource: '/api/webhooks/w1' }, '/webhooks/w1'],
  [{ jobId: null, resource: 'javascript:alert(1)' }, undefined],
  [{ jobId: null, resource: '//evil.example/api/webhooks/w1' }, undefined],
  [{ jobId: null, resource: null }, undefined],
])('%j leads to %s', (notification, path) => {
  expect(placeOf(notification)?.to).toBe(path);
});
