import { loadConfig } from '../../core/config/config.js';
import { Database } from '../../core/database/database.js';
import { TokenRotationRepository } from './token-rotation.repository.js';
import { describeRotation, TokenRotation } from './token-rotation.js';
import { TokenVault } from './token-vault.js';

try {
  const config = loadConfig();
  const database = new Database(config);
  try {
    const rotated = await new TokenRotation(new TokenRotationRepository(database), new TokenVault(config)).run();
    process.stdout.write(describeRotation(rotated));
    if (rotated.unreadable.length > 0) process.exitCode = 1;
  } finally {
    await database.onApplicationShutdown();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
