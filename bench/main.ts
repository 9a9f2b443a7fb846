/** The benchmark, against the compiled sources beside this file; `run.mjs` starts it on the peers' Node.js. */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/lib/local-folder.mjs';
import { runScript, secondsSince, step, StepError } from '../scripts/lib/steps.mjs';
import { Ground } from './lib/ground.js';
import { isMet, type Line, type Row } from './lib/row.js';
import { formatTable } from './lib/table.js';
import { creation } from './rows/creation.js';
import { dispatching } from './rows/dispatching.js';
import { fairness } from './rows/fairness.js';
import { footprint } from './rows/footprint.js';
import { history } from './rows/history.js';
import { latency } from './rows/latency.js';
import { throughput } from './rows/throughput.js';

const rows: readonly Row[] = [throughput, latency, creation, dispatching, fairness, footprint, history];

/** Fewer are no median. */
const ROUNDS = 5;

interface Options {
  folder: string;
  rows: readonly Row[];
  rounds: number;
  short: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      rows: { type: 'string' },
      rounds: { type: 'string' },
      short: { type: 'boolean', default: false },
    },
  });
  const wanted = values.rows?.split(',').map(Number) ?? rows.map(({ number }) => number);
  const chosen = rows.filter(({ number }) => wanted.includes(number));
  if (chosen.length !== new Set(wanted).size)
    throw new StepError(`--rows takes numbers from 1 to ${rows.length} with commas between, not "${values.rows}".`);
  const rounds = Number(values.rounds ?? (values.short ? 1 : ROUNDS));
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new StepError(`--rounds takes a whole number from 1, not "${values.rounds}".`);
  return { folder: values.folder!, rows: chosen, rounds, short: values.short };
}

const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(' ');

/** Writes what is measured so far, so that a run that is stopped has not been for nothing. */
function keep({ rounds, short }: Options, began: Date, lines: readonly Line[], loads: Record<string, string>): void {
  const [{ model } = { model: '' }] = cpus();
  const machine = {
    cpus: cpus().length,
    model,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  };
  const results = {
    began,
    ended: new Date(),
    machine,
    rounds,
    short,
    loadAverageAfterRow: loads,
    lines: lines.map((line) => ({ ...line, met: isMet(line) })),
  };
  writeFileSync(join(root, 'bench/results.json'), `${JSON.stringify(results, null, 2)}\n`);
}

await runScript(async () => {
  const options = readOptions();
  const began = new Date();
  const ground = await step(
    'PostgreSQL (fsync on) and Redis',
    () => Ground.open(options.folder, join(options.folder, 'build')),
    () => 'started',
  );
  const lines: Line[] = [];
  const loads: Record<string, string> = {};
  try {
    for (const row of options.rows) {
      console.log(`\n${row.number}  ${row.title} (load average ${load()})`);
      const since = performance.now();
      const { rounds, short } = options;
      lines.push(...(await row.run({ ground, rounds, short, say: console.log })));
      loads[row.number] = load();
      keep(options, began, lines, loads);
      console.log(`  done in ${secondsSince(since)}, load average ${load()}`);
    }
  } finally {
    await ground.close();
  }
  console.log(`\n${formatTable(lines)}`);
  if (options.short || options.rounds < ROUNDS)
    console.log(`\nA try-out: figures count from ${ROUNDS} rounds in the long form on.`);
  console.log('\nKept in bench/results.json.');
});
process.exit();
