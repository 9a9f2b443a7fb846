import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobRegistry } from '../../src/core/queue/job-registry.js';
import { validate } from '../../src/core/validation/validate.js';
import { openOrganization } from '../support/test-organization.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const run = promisify(execFile);

interface Operation {
  summary?: string;
  security?: Record<string, unknown>[];
  responses: Record<string, unknown>;
  requestBody?: { content: Record<string, { examples?: Record<string, { value: object }> }> };
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: Record<string, { anyOf?: { $ref: string }[] }> }> };
}

let api: TestApi;
let document: Document;

beforeAll(async () => {
  api = await startTestApi();
  document = (await api.ask('/api/docs-json', { stranger: true })).body as unknown as Document;
});
afterAll(() => api.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );

describe('the OpenAPI document', () => {
  it('names every route of jobs, content, queues and the dashboard with what it can answer', () => {
    const answers = Object.fromEntries(
      operations().map(({ name, operation }) => [name, Object.keys(operation.responses).join(' ')]),
    );
    expect(answers).toMatchObject({
      'POST /api/jobs': '200 201 400 401 403 404 413 415 422 429 500 503',
      'GET /api/jobs': '200 400 401 403 500 503',
      'POST /api/jobs/batch': '200 201 400 401 403 404 413 415 422 429 500 503',
      'POST /api/jobs/cancel': '200 400 401 403 413 415 500 503',
      'POST /api/jobs/retry': '200 400 401 403 413 415 422 429 500 503',
      'GET /api/jobs/{id}': '200 400 401 403 404 500 503',
      'DELETE /api/jobs/{id}': '200 400 401 403 404 409 413 415 500 503',
      'GET /api/jobs/{id}/why': '200 400 401 403 404 500 503',
      'POST /api/jobs/{id}/retry': '200 201 400 401 403 404 409 413 415 422 429 500 503',
      'POST /api/jobs/{id}/acknowledge': '200 400 401 403 404 409 413 415 500 503',
      'GET /api/content': '200 400 401 403 500 503',
      'GET /api/content/{id}': '200 400 401 403 404 500 503',
      'PATCH /api/content/{id}': '200 400 401 403 404 409 413 415 500 503',
      'DELETE /api/content/{id}': '204 400 401 403 404 409 500 503',
      'PATCH /api/content/{id}/variations/{variationId}': '200 400 401 403 404 409 413 415 500 503',
      'POST /api/content/{id}/approve': '200 400 401 403 404 409 413 415 500 503',
      'POST /api/content/{id}/reject': '200 400 401 403 404 409 413 415 500 503',
      'POST /api/content/{id}/publish': '200 201 400 401 403 404 409 413 415 422 429 500 503',
      'GET /api/dashboard': '200 401 403 500 503',
      'GET /media/{name}': '200 404 500 503',
      'POST /ops/queues/{name}/pause': '200 400 401 404 413 415 500 503',
      'POST /ops/queues/{name}/resume': '200 400 401 404 413 415 500 503',
    });
  });

  it('says of every route what it is for', () => {
    expect(
      operations()
        .filter(({ operation }) => !operation.summary)
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it('names only schemas that it has', () => {
    const named = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name! in document.components.schemas))).toEqual([]);
  });

  it('describes the payload and the result of every job type', () => {
    const { CreateJob, Job } = document.components.schemas;
    for (const { payload, result } of api.app.get(JobRegistry).all) {
      expect(CreateJob?.properties?.payload?.anyOf).toContainEqual({ $ref: `#/components/schemas/${payload.name}` });
      expect(Job?.properties?.result?.anyOf).toContainEqual({ $ref: `#/components/schemas/${result.name}` });
    }
  });
});

it('is what the client is made of', async () => {
  await expect(run(process.execPath, ['scripts/openapi.mjs', '--check'])).resolves.toMatchObject({
    stdout: 'up to date\n',
  });
});

it('has nothing that a public linter finds', async () => {
  // The linter asks for newer versions of itself, and what it finds is on its standard output.
  const env = { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const lint = ['node_modules/@redocly/cli/bin/cli.js', 'lint', 'client/openapi.json', '--format=json'];
  const { stdout } = await run(process.execPath, lint, { env }).catch((found: { stdout: string }) => found);
  expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0, ignored: 2 }, problems: [] });
});

describe('the example of every job type', () => {
  it('is in the document and fits its payload class', () => {
    const { examples } = document.paths['/api/jobs']!.post!.requestBody!.content['application/json']!;
    const contracts = api.app.get(JobRegistry).all;
    expect(Object.keys(examples!).sort()).toEqual(contracts.map(({ type }) => type).sort());
    for (const { type, payload, example } of contracts) {
      expect([type, validate(payload, JSON.parse(JSON.stringify(example)))]).toEqual([
        type,
        { value: expect.any(payload) as object },
      ]);
      expect(examples![type]!.value).toEqual({ type, payload: example });
    }
  });

  it('is a request that lacks nothing but what it names', async () => {
    const own = await openOrganization(api);
    for (const { type, example } of api.app.get(JobRegistry).all) {
      const { status, body } = await own.ask('/api/jobs', { body: { type, payload: example } });
      expect([type, status, body.code]).toEqual([type, 404, 'NOT_FOUND']);
    }
  });
});
