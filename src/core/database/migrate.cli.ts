import { loadConfig } from '../config/config.js';
import { applyMigrations } from './migrator.js';

try {
  const config = loadConfig();
  const applied = await applyMigrations(config.DATABASE_DIRECT_URL ?? config.DATABASE_URL, 'prisma/migrations');
  process.stdout.write(applied.map((name) => `Applied ${name}\n`).join('') || 'No pending migrations\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
