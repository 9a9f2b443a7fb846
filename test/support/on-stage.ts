import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { chromiumPath } from '../../scripts/lib/chromium.mjs';
import { DashboardStage } from './dashboard.js';

/** Describes parts of the dashboard, one after another on one stage, where no page may do what no page may ever do. */
export function describeOnStage(describeParts: (stage: () => DashboardStage) => void): void {
  describe.skipIf(chromiumPath() === undefined)('the dashboard', () => {
    let stage: DashboardStage;

    beforeAll(async () => {
      stage = await DashboardStage.open();
    });

    afterAll(() => stage?.close());

    afterEach(async () => {
      await stage.system.clearFaults();
      expect(stage.problems.splice(0)).toEqual([]);
    });

    describeParts(() => stage);
  });
}
