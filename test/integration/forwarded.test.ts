import { Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/core/config/config.js';
import { createHttpApplication } from '../../src/core/http/http-application.js';
import { startTestApi, type TestApi } from '../support/test-api.js';
import { openOrganization, type TestOrganization } from '../support/test-organization.js';

class Nothing {}
Module({})(Nothing);

/** The address that a request from 127.0.0.1 with this X-Forwarded-For is taken to come from. */
async function addressSeen(trusted: string, forwarded: string): Promise<string> {
  const config = loadConfig({ DATABASE_URL: 'postgres://nobody', TRUSTED_PROXIES: trusted, LOG_LEVEL: 'fatal' });
  const app = await createHttpApplication('Api', Nothing, config);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/address', (request) => Promise.resolve(request.ip));
  await app.init();
  try {
    return (await fastify.inject({ url: '/address', headers: { 'x-forwarded-for': forwarded } })).body;
  } finally {
    await app.close();
  }
}

describe('X-Forwarded-For', () => {
  it.each([
    ['is not believed where no proxy is trusted', '', '203.0.113.7', '127.0.0.1'],
    ['is not believed of anybody but the proxies', '10.0.0.0/8', '203.0.113.7', '127.0.0.1'],
    ['is believed of a trusted proxy', '127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['is believed as far as trusted proxies wrote it', '127.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['may pass several proxies', '127.0.0.1,10.0.0.0/8', '198.51.100.1, 203.0.113.7, 10.0.0.9', '203.0.113.7'],
  ])('%s', async (_name, trusted, forwarded, seen) => {
    expect(await addressSeen(trusted, forwarded)).toBe(seen);
  });
});

describe.each(['', '127.0.0.1'])('the throttle of creations, with TRUSTED_PROXIES=%s,', (trusted) => {
  let api: TestApi;
  let own: TestOrganization;

  beforeAll(async () => {
    api = await startTestApi({ CREATE_RATE_LIMIT: '3/600s', TRUSTED_PROXIES: trusted });
    own = await openOrganization(api);
  });
  afterAll(() => api.close());

  it('counts a user, wherever the requests say that they come from', async () => {
    const statuses: number[] = [];
    for (const host of [1, 2, 3, 4]) {
      const headers = { 'x-forwarded-for': `203.0.113.${host}`, forwarded: `for=203.0.113.${host}` };
      statuses.push((await own.post({}, { headers })).status);
    }
    expect(statuses).toEqual([201, 201, 201, 429]);
    expect((await own.post({}, { user: 'user_another' })).status).toBe(201);
  });
});
