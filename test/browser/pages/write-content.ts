import { randomInt, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Tenant } from '../../support/tenant.js';

/** Connects an account that the sandbox takes. @returns its id */
export async function connectAccount(tenant: Tenant, brandId: string, platform: string): Promise<string> {
  const number = String(randomInt(1, 2 ** 40));
  const platformId = platform === 'LINKEDIN' ? `urn:li:organization:${number}` : number;
  const tokens = { accessToken: randomUUID(), refreshToken: randomUUID() };
  const body = { brandId, platform, platformId, displayName: 'Acme Coffee', username: 'acme', ...tokens };
  const answer = await tenant.ask<{ id: string }>('/api/social-accounts', { body });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

interface WrittenContent {
  id: string;
  variations: { id: string; platform: string }[];
}

/** What a job of that payload writes. */
export async function writeContent(tenant: Tenant, payload: object): Promise<WrittenContent> {
  const job = await tenant.createJob(payload);
  const { result } = await tenant.reaches(job.id, 'COMPLETED');
  const { contentItemId } = result as unknown as { contentItemId: string };
  return (await tenant.ask<WrittenContent>(`/api/content/${contentItemId}`)).body;
}
