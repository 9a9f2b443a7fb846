import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const outDir = join(import.meta.dirname, '../dist/web');

/** Below this nothing is gained, in bytes. */
const WORTH_COMPRESSING = 1_024;

/** Puts a compressed copy beside each file, which the API sends as it is. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle() {
    const folder = join(outDir, 'assets');
    for (const name of readdirSync(folder).filter((file) => /\.(css|js|svg)$/.test(file))) {
      const bytes = readFileSync(join(folder, name));
      if (bytes.length < WORTH_COMPRESSING) continue;
      writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [compressed],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a file of its own: the page's policy knows no data: addresses.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      onLog(level, log, print) {
        // Of libraries that also run on servers: it says nothing to a browser.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') print(level, log);
      },
    },
  },
  // `npx vite web` beside a running API: the page reloads as its sources change.
  server: { proxy: { '/api': process.env.API_URL ?? 'http://localhost:3000' } },
});
