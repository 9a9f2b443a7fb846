import { describe, expect, it } from 'vitest';
import { countTests } from './test-report.mjs';

/** @param {string[]} statuses */
const file = (status = 'passed', ...statuses) => ({
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});

const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

describe('countTests', () => {
  it('counts todos as skipped', () => {
    const testResults = [file('failed', 'passed', 'failed'), file('passed', 'passed')];
    expect(countTests({ ...report, testResults })).toEqual({ passed: 3, failed: 1, skipped: 3 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const testResults = [file('failed'), file('failed', 'passed'), file('failed', 'failed')];
    expect(countTests({ ...report, testResults }).failed).toBe(3);
  });
});
