/** Processes by their ids: a number alone may by now belong to someone else. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param {number} pid
 * @returns {string} the command line with blanks between its words, empty when there is no such process
 */
function commandLine(pid) {
  if (!existsSync('/proc/self/cmdline')) {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/**
 * Whether a process of this id runs and has all these words in its command line.
 * @param {number} pid
 * @param {string[]} words
 */
export function isRunning(pid, ...words) {
  const command = Number.isInteger(pid) && pid > 0 ? commandLine(pid) : '';
  return command !== '' && words.every((word) => command.includes(word));
}

/**
 * Sends the signal and waits until the process has ended; one that is still there after the deadline is killed.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 * @param {number} deadlineMs
 */
export async function endProcess(pid, signal, deadlineMs) {
  const command = commandLine(pid);
  if (command === '') return;
  signalProcess(pid, signal);
  const killAt = Date.now() + deadlineMs;
  while (commandLine(pid) === command) {
    if (Date.now() > killAt) signalProcess(pid, 'SIGKILL');
    await sleep(20);
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended by itself meanwhile.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}
