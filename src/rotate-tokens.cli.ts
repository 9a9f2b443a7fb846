import { loadConfig } from './core/config/config.js';
import { Database } from './core/database/database.js';
import { TokenRotationRepository } from './core/vault/token-rotation.repository.js';
import { describeRotation, TokenRotation } from './core/vault/token-rotation.js';
import { TokenVault } from './core/vault/token-vault.js';
import { accountTokens } from './platforms/accounts/stored-tokens.js';
import { webhookSecrets } from './webhooks/webhook-secrets.js';

try {
  const config = loadConfig();
  const database = new Database(config);
  try {
    for (const table of [accountTokens, webhookSecrets]) {
      const rotation = new TokenRotation(new TokenRotationRepository(database, table), new TokenVault(config));
      const rotated = await rotation.run();
      process.stdout.write(describeRotation(table, rotated));
      if (rotated.unreadable.length > 0) process.exitCode = 1;
    }
  } finally {
    await database.onApplicationShutdown();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
