/**
 * `npm run check:generator`: docs/adding-a-job.md as it stands, in a copy of the project: every command and every change, each
 * output compared, and the session of README.md beside it. The two job types that it does not fill in must pass their tests and
 * complete as they are generated, and the client, packed, must work in a folder outside. The checkout is left as it is.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copyCheckout } from './lib/checkout-copy.mjs';
import { DemoClient } from './lib/demo-client.mjs';
import { root } from './lib/local-folder.mjs';
import { useClientOutside } from './lib/outside-client.mjs';
import { readSession, requireOutput } from './lib/session.mjs';
import { Shell } from './lib/shell.mjs';
import { StartedSystem } from './lib/started-system.mjs';
import { requireNode, runScript, step, StepError } from './lib/steps.mjs';

const DOCUMENT = 'docs/adding-a-job.md';

/** What the document generates and leaves as it is: as one of a feature that there is, and as the first of a new one. */
const UNTOUCHED = ['COUNT_WORDS', 'WEIGH_TEXT'];

/** Names that must be refused, and why. */
const REFUSED = [
  ['context-scraping sync-rss', 'There is a job type SYNC_RSS already'],
  ['context-scraping summarize-context', 'There is a job type SUMMARIZE_CONTEXT already'],
  ['text-weights read-page --new-feature', 'There is a folder src/text-weights already'],
];

/** What the processes listen on where nothing else is set, as the document has it. */
const DOCUMENTED_ORIGIN = 'http://localhost:3000';

/** How long a job of a session may take to get where the document has it. */
const PATIENCE_MS = 20_000;

/** Longer means that something waits in vain. */
const DEADLINE_MS = 900_000;

/** Something to read that the untouched types count the words of. */
const TEXT = 'Roasted on Mondays, shipped the same day';

/** The environment without this project's settings: `npm start` shall have its stand-ins. */
function withoutSettings() {
  const names = [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^#?([A-Z\d_]+)=/gm)].map(
    ([, name]) => name,
  );
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
}

/** A copy with the packages of this checkout, each by a link: what tools keep beside packages stays in the copy. @param {string} folder */
function makeCopy(folder) {
  copyCheckout(folder);
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')).filter((entry) =>
    /^([^.]|\.(bin|package-lock\.json)$)/.test(entry),
  ))
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
}

/** Sessions of documents, in a folder. */
class Rehearsal {
  /** @type {StartedSystem | undefined} */
  system;

  /** @param {string} folder the copy */
  constructor(folder) {
    this.folder = folder;
    this.env = { ...withoutSettings(), GIT_CEILING_DIRECTORIES: dirname(folder) };
    this.shell = new Shell(folder, this.env);
  }

  /**
   * Does what a section of a document says.
   * @param {string} document
   * @param {string} title
   * @throws {StepError} where something fails, or prints something else
   */
  async follow(document, title) {
    const steps = readSession(readFileSync(join(root, document), 'utf8')).get(title);
    if (!steps?.length) throw new StepError(`${document} has nothing to do under "${title}".`);
    for (const each of steps) {
      if ('diff' in each) await this.#change(each.diff);
      else if (each.command === 'npm start') await this.#start();
      else await this.#command(each.command.replaceAll(DOCUMENTED_ORIGIN, this.system?.url ?? ''), each.output);
    }
  }

  async #start() {
    this.system = new StartedSystem(this.folder, this.env);
    await this.system.ready();
  }

  /** What only asks is asked again until the answer is the document's. @param {string} command @param {string[]} output */
  async #command(command, output) {
    const until = Date.now() + (/^api \S+ \|/.test(command) ? PATIENCE_MS : 0);
    for (;;) {
      const printed = await this.run(command);
      try {
        return requireOutput(output, printed);
      } catch (error) {
        if (Date.now() > until) throw error;
      }
    }
  }

  /** @param {string} diff */
  async #change(diff) {
    const patch = join(dirname(this.folder), 'change.diff');
    writeFileSync(patch, diff);
    // Lines stand elsewhere once other types are there, and a table may have wider columns.
    await this.run(`git apply --unidiff-zero --ignore-whitespace '${patch}'`);
  }

  /** @param {string} command @returns {Promise<string>} what it printed */
  async run(command) {
    const { code, printed } = await this.shell.run(command);
    if (code !== 0) throw new StepError(`"${command}" ended with ${code}:\n${printed.trim()}`);
    return printed;
  }

  /** @throws {StepError} unless every name is refused, with the reason, and nothing is written */
  async requireRefusals() {
    await this.run('git init --quiet && git add --all');
    for (const [args, reason] of REFUSED) {
      const { code, printed } = await this.shell.run(`npm run generate:job -- ${args}`);
      if (code === 0 || !printed.includes(String(reason))) throw new StepError(`"${args}" is not refused:\n${printed}`);
    }
    requireOutput([], await this.run('git ls-files --modified --others --exclude-standard'));
    await this.run('rm -rf .git');
  }

  async end() {
    await this.shell.end();
    await this.system?.stop();
  }
}

/** The tests of what was generated, and those that know all types. */
function testUntouched() {
  const files = UNTOUCHED.map((type) => `test/integration/${type.toLowerCase().replaceAll('_', '-')}.test.ts`);
  const names = [...UNTOUCHED, 'the example of every job type', 'on PostgreSQL write a text'];
  return `npm test -- ${files.join(' ')} test/integration/openapi.test.ts test/e2e/system.test.ts -t '${names.join('|')}'`;
}

/** Posts a job of each type. @param {Rehearsal} rehearsal @param {AbortSignal} signal */
async function completeUntouched({ shell, system }, signal) {
  const { printed } = await shell.run('echo "$TOKEN"');
  const client = new DemoClient(String(system?.url), printed.trim(), signal);
  const { brands } = await client.call('GET', '/brands?limit=1');
  for (const type of UNTOUCHED) {
    const { result } = await client.run(type, { brandId: brands[0].id, text: TEXT });
    if (result.words !== 7) throw new StepError(`${type} finds ${result.words} words in "${TEXT}".`);
  }
  return client;
}

requireNode();
await runScript(async () => {
  const stopped = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopped.abort());
  const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const folder = mkdtempSync(join(tmpdir(), 'generator-'));
  const done = () => 'done';
  // PostgreSQL is another user where this is root.
  chmodSync(folder, 0o755);
  const copy = join(folder, 'copy');
  await step('A copy of the project', () => makeCopy(copy), done);
  const rehearsal = new Rehearsal(copy);
  signal.addEventListener('abort', () => void rehearsal.end());
  /** @param {string} title */
  const follow = (title, document = DOCUMENT) =>
    step(`${document}, ${title}`, () => rehearsal.follow(document, title), done);
  try {
    let since = performance.now();
    let documentMs = 0;
    await follow('Generate');
    documentMs += performance.now() - since;
    // Before the check and the start, so that these see all types.
    await follow('A feature of its own');
    await follow('With the Nest CLI');
    await step(
      'Names that exist',
      () => rehearsal.requireRefusals(),
      () => 'refused',
    );
    since = performance.now();
    for (const title of ['Fill in', 'Check', 'Run']) await follow(title);
    documentMs += performance.now() - since;
    if (spawnSync('jq', ['--version']).status === 0) await follow('A session', 'README.md');
    else console.log('Skipped: the session of README.md (install jq).');
    const client = await step(
      `${UNTOUCHED.join(' and ')} untouched`,
      () => completeUntouched(rehearsal, signal),
      () => 'COMPLETED',
    );
    await step('The client, packed, outside', () => useClientOutside(rehearsal, join(folder, 'outside'), client));
    await step('Tests of what is untouched', () => rehearsal.run(testUntouched()), done);
    console.log(`From a word to a completed job: ${(documentMs / 1000).toFixed(1)} s of commands.`);
  } finally {
    await rehearsal.end();
    rmSync(folder, { recursive: true, force: true });
  }
});
