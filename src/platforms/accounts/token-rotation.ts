import { type SealedPair, TokenRotationRepository } from './token-rotation.repository.js';
import { TokenVault, TokenVaultError } from './token-vault.js';

/** What a rotation has done, in accounts. */
export interface Rotated {
  readonly reEncrypted: number;
  /** Changed while they were looked at: by a refresh, or by somebody who connected them again. */
  readonly changedMeanwhile: number;
  /** Ids of accounts with a token that no key opens; they are left as they are. */
  readonly unreadable: readonly string[];
}

const BATCH = 100;

/** Brings every token under the first key, while workers go on. May be stopped at any time and run again. */
export class TokenRotation {
  constructor(
    private readonly tokens: TokenRotationRepository,
    private readonly vault: TokenVault,
  ) {}

  /** @throws {TokenVaultError} NO_KEYS */
  async run(): Promise<Rotated> {
    let [reEncrypted, changedMeanwhile, after] = [0, 0, ''];
    const unreadable: string[] = [];
    for (;;) {
      const batch = await this.tokens.findOthers(this.vault.currentPrefix, after, BATCH);
      for (const pair of batch) {
        const fresh = this.reEncrypt(pair);
        if (!fresh) unreadable.push(pair.id);
        else if (await this.tokens.replace(pair, fresh)) reEncrypted += 1;
        else changedMeanwhile += 1;
      }
      if (batch.length < BATCH) return { reEncrypted, changedMeanwhile, unreadable };
      after = batch.at(-1)!.id;
    }
  }

  /** @returns null where no key opens it */
  private reEncrypt({ id, accessToken, refreshToken }: SealedPair): SealedPair | null {
    const turn = (text: string, kind: 'access' | 'refresh'): string => {
      const place = { accountId: id, kind };
      return this.vault.encrypt(this.vault.decrypt(text, place), place);
    };
    try {
      return {
        id,
        accessToken: turn(accessToken, 'access'),
        refreshToken: refreshToken && turn(refreshToken, 'refresh'),
      };
    } catch (error) {
      if (error instanceof TokenVaultError) return null;
      throw error;
    }
  }
}

/** @returns lines for whoever runs the rotation */
export function describeRotation({ reEncrypted, changedMeanwhile, unreadable }: Rotated): string {
  const lines = [`Re-encrypted the tokens of ${reEncrypted} accounts under the first key`];
  if (changedMeanwhile > 0)
    lines.push(
      `${changedMeanwhile} accounts got other tokens meanwhile: run it again, once no worker has the old setting`,
    );
  if (unreadable.length > 0)
    lines.push(`No key opens the tokens of ${unreadable.length} accounts: ${unreadable.join(', ')}`);
  return lines.map((line) => `${line}\n`).join('');
}
