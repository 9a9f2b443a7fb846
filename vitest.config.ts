import { dirname, join, relative, resolve } from 'node:path';
import swc from 'unplugin-swc';
import { defineConfig, type Plugin, type TestProjectConfiguration } from 'vitest/config';

const root = import.meta.dirname;

/**
 * Tests outside the source run the build, worker threads and all: what they import from src/ or sandbox/ is loaded from
 * dist/, by Node itself (types are still checked against the source).
 */
export const importsFromBuild: Plugin = {
  name: 'imports-from-build',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!source.startsWith('.') || !importer || !/^(test|bench)\//.test(relative(root, importer))) return null;
    const path = relative(root, resolve(dirname(importer), source));
    return /^(src|sandbox)\//.test(path) ? join(root, 'dist', path) : null;
  },
};

/** Projects run one after another in this order, the files of each on so many workers. */
const againstBuild = (name: string, groupOrder: number, maxWorkers: number): TestProjectConfiguration => ({
  plugins: [importsFromBuild],
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    globalSetup: 'test/support/template-database.ts',
    server: { deps: { external: [/\/dist\/(src|sandbox)\//] } },
    // For what hangs: a busy machine takes its time, and no test is about time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The build is imported once a worker, not once a file: a quarter of the time.
    isolate: false,
    maxWorkers,
    sequence: { groupOrder },
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        // Decorator metadata, which dependency injection needs, comes from swc only.
        plugins: [swc.vite({ module: { type: 'es6' } })],
        test: {
          name: 'unit',
          include: [
            'src/**/*.spec.ts',
            'sandbox/**/*.spec.ts',
            '{scripts,schematics}/**/*.spec.mjs',
            'bench/lib/*.spec.ts',
            'web/**/*.spec.ts',
          ],
          testTimeout: 30_000,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      againstBuild('integration', 1, 3),
      againstBuild('e2e', 2, 3),
      againstBuild('browser', 2, 3),
      againstBuild('chaos', 3, 1),
      againstBuild('long', 4, 1),
    ],
  },
});
