import { dirname } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What is measured over the built processes: `npm test -- --config bench/vitest.config.ts`. */
export default defineConfig({
  root: dirname(import.meta.dirname),
  test: {
    include: ['bench/**/*.test.ts'],
    globalSetup: 'test/support/template-database.ts',
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
