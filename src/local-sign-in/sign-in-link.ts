import { loadConfig } from '../core/config/config.js';
import { Database } from '../core/database/database.js';
import type { LocalIdentity } from './local-issuer.js';
import { SignInCodesRepository } from './sign-in-codes.repository.js';

/** Long enough to find the window, too short to be of use to whoever finds it in a terminal later. */
export const LINK_SECONDS = 600;

/**
 * Makes a link that signs somebody in once. Its code is behind a `#`: it is in no request for a page, and so in no log.
 * @param origin of the dashboard
 */
export async function createSignInLink(databaseUrl: string, origin: string, identity: LocalIdentity): Promise<string> {
  const database = new Database(loadConfig({ DATABASE_URL: databaseUrl }));
  try {
    const code = await new SignInCodesRepository(database).create(identity, LINK_SECONDS);
    return `${origin}/sign-in#code=${code}`;
  } finally {
    await database.onApplicationShutdown();
  }
}
