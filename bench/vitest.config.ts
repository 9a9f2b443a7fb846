import { dirname } from 'node:path';
import { defineConfig } from 'vitest/config';
import { importsFromBuild } from '../vitest.config.js';

/** What is measured over the built processes: `npm test -- --config bench/vitest.config.ts`. */
export default defineConfig({
  root: dirname(import.meta.dirname),
  plugins: [importsFromBuild],
  test: {
    include: ['bench/**/*.test.ts'],
    server: { deps: { external: [/\/dist\/(src|sandbox)\//] } },
    globalSetup: 'test/support/template-database.ts',
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
