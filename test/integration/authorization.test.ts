import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import { newKey } from '../support/platform-accounts.js';
import { TestContent } from '../support/test-content.js';
import { type Ask, startTestApi, type TestApi } from '../support/test-api.js';
import { failure, openOrganization, type TestOrganization } from '../support/test-organization.js';

const OPS_TOKEN = 'a-token-for-operators';

/** The ids that a path or a body names. */
type Ids = { id: string } & Record<string, string>;

/** Makes what a request is about, in the organization that owns it. */
type Make = () => Promise<Ids>;

interface Route {
  access: 'anybody' | 'operators' | 'members' | 'admins';
  /** What its path names. */
  of?: Make;
  body?: (ids: Ids) => object;
  /** The body names what belongs to the owner. */
  namesOwned?: boolean;
}

let api: TestApi;
let content: TestContent;
let own: TestOrganization;
let outsider: TestOrganization;

beforeAll(async () => {
  const settings = { CREATE_RATE_LIMIT: '9999/60s', ORG_MAX_UNFINISHED_JOBS: '9999' };
  api = await startTestApi({ OPS_TOKEN, TOKEN_ENCRYPTION_KEYS: newKey('k1'), ...settings });
  content = await TestContent.open(api);
  own = content.own;
  outsider = await openOrganization(api);
});
afterAll(() => api.close());

let made = 0;
const fresh = (): string => String(++made);

/** Posts what must be accepted. */
async function post(path: string, body: object): Promise<Ids> {
  const answer = await own.ask(path, { body });
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return { id: answer.body.id! };
}

const sourceBody = () => ({
  brandId: own.brandId,
  type: 'WEBSITE',
  name: 'A site',
  url: `https://a.example/${fresh()}`,
});
const scheduleBody = () => ({
  jobType: 'GENERATE_CONTENT',
  name: 'Tea',
  cron: '0 9 * * *',
  payload: own.payload,
  brandId: own.brandId,
});
const accountBody = () => ({
  brandId: own.brandId,
  platform: 'TWITTER',
  platformId: fresh(),
  accessToken: 'access',
  refreshToken: 'refresh',
});
const webhookBody = () => ({ url: `https://hooks.example/${fresh()}`, events: ['job.completed'] });
const jobBody = () => ({ type: 'GENERATE_CONTENT', payload: own.payload });

const brand: Make = () => post('/api/brands', { name: `Brand ${fresh()}` });
const source: Make = () => post('/api/context-sources', sourceBody());
const schedule: Make = () => post('/api/schedules', scheduleBody());
const account: Make = () => post('/api/social-accounts', accountBody());
const webhook: Make = () => post('/api/webhooks', webhookBody());
const job: Make = async () => ({ id: await own.create() });
const failedJob: Make = async () => {
  const { id } = await job();
  await own.end(id, failure);
  return { id };
};
const notification: Make = async () => {
  const { id: jobId } = await failedJob();
  const [row] = await api.app
    .get(Database)
    .query<{ id: string }>('SELECT id FROM notifications WHERE job_id = $1', [jobId]);
  return { id: row!.id };
};
const contextItem: Make = async () => {
  const { id: contextSourceId } = await source();
  const of = { organizationId: own.id, brandId: own.brandId, contextSourceId };
  const data = { ...of, identity: fresh(), contentHash: 'hash', title: 'Tea', content: 'Tea' };
  return { id: (await content.prisma.contextItem.create({ data })).id };
};
const learning: Make = async () => {
  const of = {
    organizationId: own.id,
    brandId: own.brandId,
    platform: 'TWITTER',
    kind: 'TOPIC',
    key: fresh(),
  } as const;
  const figures = { effect: 1.5, low: 1.1, high: 2, sampleSize: 9, baselineSize: 90, pValue: 0.01, holds: true };
  const when = { validFrom: new Date(), expiresAt: new Date('2100-01-01') };
  const data = { ...of, ...figures, ...when, insight: 'Tea works', status: 'ACTIVE' as const };
  return { id: (await content.prisma.learning.create({ data })).id };
};
const item: Make = async () => {
  const id = await content.write(['TWITTER']);
  return { id, variationId: (await content.variation(id, 'TWITTER')).id };
};
const approved: Make = async () => {
  const ids = await item();
  await content.approve(ids.id);
  return { ...ids, accountId: (await account()).id };
};
const queue: Make = () => Promise.resolve({ id: '', name: 'content-generation' });

const anybody = (of?: Make): Route => ({ access: 'anybody', of });
const operators = (of?: Make): Route => ({ access: 'operators', of });
const members = (of?: Make, body?: Route['body']): Route => ({ access: 'members', of, body });
const admins = (of?: Make, body?: Route['body']): Route => ({ access: 'admins', of, body });
const namesOwned = (route: Route): Route => ({ ...route, namesOwned: true });

/** Who may use what. A route that is documented and has no line here fails the first test: say who may use it. */
const routes: Record<string, Route> = {
  'GET /health/live': anybody(),
  'GET /health/ready': anybody(),
  'GET /media/{name}': anybody(() => Promise.resolve({ id: '', name: 'unknown.jpg' })),
  'GET /metrics': operators(),
  'POST /ops/queues/{name}/pause': operators(queue),
  'POST /ops/queues/{name}/resume': operators(queue),

  'POST /api/local-sign-in': anybody(),
  'POST /api/local-sign-in/renew': members(),
  'GET /api/dashboard': members(),

  'GET /api/brands': members(),
  'POST /api/brands': admins(undefined, () => ({ name: `Brand ${fresh()}` })),
  'GET /api/brands/{id}': members(brand),
  'PATCH /api/brands/{id}': admins(brand, () => ({ industry: 'Tea' })),
  'DELETE /api/brands/{id}': admins(brand),
  'GET /api/brands/{id}/brain': members(brand),
  'PUT /api/brands/{id}/brain': admins(brand, () => ({ mission: 'Tea' })),
  'GET /api/brands/{id}/learnings': members(brand),
  'PATCH /api/learnings/{id}': admins(learning, () => ({ enabled: false })),

  'GET /api/jobs': members(),
  'POST /api/jobs': namesOwned(members(undefined, jobBody)),
  'POST /api/jobs/batch': namesOwned(members(undefined, () => ({ jobs: [jobBody()] }))),
  'POST /api/jobs/cancel': admins(undefined, () => ({ createdBefore: '2000-01-01T00:00:00.000Z' })),
  'POST /api/jobs/retry': admins(undefined, () => ({ createdBefore: '2000-01-01T00:00:00.000Z' })),
  'GET /api/jobs/{id}': members(job),
  'DELETE /api/jobs/{id}': members(job),
  'GET /api/jobs/{id}/why': members(job),
  'GET /api/jobs/{id}/events': members(job),
  'POST /api/jobs/{id}/retry': members(failedJob),
  'POST /api/jobs/{id}/acknowledge': members(failedJob),
  'GET /api/events': members(),

  'GET /api/content': members(),
  'GET /api/content/{id}': members(item),
  'PATCH /api/content/{id}': members(item, () => ({ topic: 'Coffee' })),
  'DELETE /api/content/{id}': members(item),
  'PATCH /api/content/{id}/variations/{variationId}': members(item, () => ({ content: 'Coffee' })),
  'POST /api/content/{id}/approve': members(item),
  'POST /api/content/{id}/reject': members(item),
  'POST /api/content/{id}/publish': members(approved, ({ variationId, accountId }) => ({
    accounts: [{ variationId, socialAccountId: accountId }],
  })),

  'GET /api/context-sources': members(),
  'POST /api/context-sources': namesOwned(members(undefined, sourceBody)),
  'GET /api/context-sources/{id}': members(source),
  'PATCH /api/context-sources/{id}': members(source, () => ({ name: 'Another' })),
  'DELETE /api/context-sources/{id}': members(source),
  'POST /api/context-sources/{id}/sync': members(source),
  'POST /api/context-sources/{id}/pause': members(source),
  'POST /api/context-sources/{id}/resume': members(source),
  'GET /api/context-items': members(),
  'GET /api/context-items/{id}': members(contextItem),

  'GET /api/social-accounts': members(),
  'POST /api/social-accounts': namesOwned(admins(undefined, accountBody)),
  'GET /api/social-accounts/{id}': members(account),
  'DELETE /api/social-accounts/{id}': admins(account),
  'POST /api/social-accounts/{id}/refresh': members(account),
  'GET /api/analytics': members(),

  'GET /api/schedules': members(),
  'POST /api/schedules': namesOwned(admins(undefined, scheduleBody)),
  'GET /api/schedules/{id}': members(schedule),
  'PATCH /api/schedules/{id}': admins(schedule, () => ({ enabled: false })),
  'DELETE /api/schedules/{id}': admins(schedule),
  'POST /api/schedules/{id}/run': members(schedule),
  'GET /api/schedules/{id}/next': members(schedule),

  'GET /api/notifications': members(),
  'POST /api/notifications/read': members(),
  'POST /api/notifications/{id}/read': members(notification),

  'GET /api/webhooks': members(),
  'POST /api/webhooks': admins(undefined, webhookBody),
  'GET /api/webhooks/{id}': members(webhook),
  'PATCH /api/webhooks/{id}': admins(webhook, () => ({ enabled: false })),
  'DELETE /api/webhooks/{id}': admins(webhook),
  'GET /api/webhooks/{id}/deliveries': members(webhook),
  'POST /api/webhooks/{id}/test': admins(webhook),
};

/** An answer, as far as it says who was let in. */
interface Answered {
  status: number;
  text: string;
  body: { code?: string; requestId?: string };
}

/** Asks as a caller; event streams are left as soon as they begin. */
async function ask(name: string, ids: Ids, { body }: Route, { headers, stranger, ...token }: Ask): Promise<Answered> {
  const [method, template] = name.split(' ') as [string, string];
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) => ids[key]!);
  const sent = body?.(ids);
  const sending = request(api.origin + path, {
    method,
    agent: false,
    headers: {
      ...(!stranger && { authorization: `Bearer ${await api.issuer.token(token)}` }),
      ...(sent && { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  sending.end(sent && JSON.stringify(sent));
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const status = response.statusCode!;
  if (response.headers['content-type']?.startsWith('text/event-stream')) {
    sending.destroy();
    return { status, text: '', body: {} };
  }
  const text = await readText(response);
  return { status, text, body: text.startsWith('{') ? (JSON.parse(text) as Answered['body']) : {} };
}

const verdict = ({ status, body }: Answered): string => (status < 300 ? 'let in' : `${status} ${String(body.code)}`);

/** All that a refusal says but which request it was. */
const said = ({ status, body: { requestId: _, ...rest } }: Answered) => ({ status, ...rest });

const callerOf = (organization: TestOrganization, role: string): Ask => ({
  organization: organization.id,
  user: `user_${role}_${organization.id}`,
  role,
});
const make = (route: Route): Promise<Ids> => route.of?.() ?? Promise.resolve({ id: '' });

it('every documented route says who may use it', async () => {
  const { body } = await api.ask('/api/docs-json', { stranger: true });
  const documented = Object.entries(body.paths!).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(documented.toSorted()).toEqual(Object.keys(routes).toSorted());
});

const withAccess = (...accesses: Route['access'][]) =>
  Object.entries(routes).filter(([, { access }]) => accesses.includes(access));

describe('open to anybody', () => {
  it.each(withAccess('anybody'))('%s', async (name, route) => {
    expect([401, 403]).not.toContain((await ask(name, await make(route), route, { stranger: true })).status);
  });
});

describe('open to operators alone', () => {
  it.each(withAccess('operators'))('%s', async (name, route) => {
    const ids = await make(route);
    const operator = { stranger: true, headers: { authorization: `Bearer ${OPS_TOKEN}` } };
    expect(verdict(await ask(name, ids, route, { stranger: true }))).toBe('401 UNAUTHORIZED');
    expect(verdict(await ask(name, ids, route, callerOf(own, 'admin')))).toBe('401 UNAUTHORIZED');
    expect(verdict(await ask(name, ids, route, operator))).toBe('let in');
  });
});

describe('behind a session', () => {
  const sessions = withAccess('members', 'admins');

  it.each(sessions)('%s: nobody without a token or an organization', async (name, route) => {
    const ids = await make(route);
    expect(verdict(await ask(name, ids, route, { stranger: true }))).toBe('401 UNAUTHORIZED');
    expect(verdict(await ask(name, ids, route, { organization: null }))).toBe('403 NO_ORGANIZATION');
  });

  const naming = sessions.filter(([, { of, namesOwned }]) => of ?? namesOwned);

  it.each(naming)('%s: another tenant finds nothing, exactly as where there is nothing', async (name, route) => {
    const ids = await make(route);
    const stranger = callerOf(outsider, 'admin');
    const answer = await ask(name, ids, route, stranger);
    expect(verdict(answer)).toBe('404 NOT_FOUND');
    const unknown = { ...ids, id: `unknown${fresh()}`, variationId: `unknown${fresh()}` };
    const body = route.body?.(ids);
    expect(said(answer)).toEqual(said(await ask(name, unknown, { ...route, body: body && (() => body) }, stranger)));
    expect(verdict(await ask(name, ids, route, callerOf(own, 'admin')))).toBe('let in');
  });

  it.each(sessions.filter((route) => !naming.includes(route)))(
    '%s: another tenant is shown nothing of it',
    async (name, route) => {
      const answer = await ask(name, await make(route), route, callerOf(outsider, 'admin'));
      expect(verdict(answer)).toBe('let in');
      expect(answer.text).not.toContain(own.brandId);
    },
  );

  it.each(sessions)('%s: members as their role allows, and admins', async (name, route) => {
    const allowed = route.access === 'members' ? 'let in' : '403 FORBIDDEN';
    expect(verdict(await ask(name, await make(route), route, callerOf(own, 'member')))).toBe(allowed);
    expect(verdict(await ask(name, await make(route), route, callerOf(own, 'admin')))).toBe('let in');
  });
});
