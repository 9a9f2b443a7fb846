import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/local-folder.mjs';

const logger = pathToFileURL(join(root, 'dist/src/core/logging/logger.js')).href;

/** What a process writes that logs with these arguments. */
function logged(expression: string): string[] {
  const script = `import { createLogger } from '${logger}'; createLogger('Api', 'info').warn(${expression});`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

it('text from outside stays within its log line', () => {
  const hostile = 'x\n{"level":"fatal","msg":"forged"}\r\n\u001b[2Jcleared\u0000';
  const text = JSON.stringify(hostile);
  const [line, ...more] = logged(`{ jobId: ${text}, err: new Error(${text}) }, ${text}`);
  expect(more).toEqual([]);
  expect(line).not.toMatch(/\p{Cc}/u);
  expect(JSON.parse(line!)).toMatchObject({ level: 'warn', jobId: hostile, msg: hostile, err: { message: hostile } });
});

it('what lets somebody in, and what libraries hang on errors, is not written', () => {
  const secrets = `{ accessToken: 'canary', account: { refreshToken: 'canary' }, request: { headers: { authorization: 'canary' } } }`;
  const failure = `Object.assign(new Error('broken'), { config: { key: 'canary' }, body: 'canary' })`;
  const lines = logged(`{ ...${secrets}, err: ${failure} }, 'broken'`);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('[redacted]');
  expect(lines[0]).not.toContain('canary');
});
