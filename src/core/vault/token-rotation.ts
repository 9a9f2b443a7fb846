import { type SealedRow, type SealedTable, TokenRotationRepository } from './token-rotation.repository.js';
import { TokenVault, TokenVaultError } from './token-vault.js';

/** What a rotation has done, in rows. */
export interface Rotated {
  readonly reEncrypted: number;
  /** Changed while they were looked at: by a refresh, or by somebody who gave them others. */
  readonly changedMeanwhile: number;
  /** Ids of rows with a text that no key opens; they are left as they are. */
  readonly unreadable: readonly string[];
}

const BATCH = 100;

/** Brings every token of a table under the first key, while workers go on. May be stopped at any time and run again. */
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
      for (const row of batch) {
        const fresh = this.reEncrypt(row);
        if (!fresh) unreadable.push(row.id);
        else if (await this.tokens.replace(row, fresh)) reEncrypted += 1;
        else changedMeanwhile += 1;
      }
      if (batch.length < BATCH) return { reEncrypted, changedMeanwhile, unreadable };
      after = batch.at(-1)!.id;
    }
  }

  /** @returns null where no key opens it */
  private reEncrypt({ id, texts }: SealedRow): SealedRow | null {
    const kinds = Object.values(this.tokens.table.columns);
    try {
      const fresh = texts.map((text, index) => {
        const place = { rowId: id, kind: kinds[index]! };
        return text === null ? null : this.vault.encrypt(this.vault.decrypt(text, place), place);
      });
      return { id, texts: fresh };
    } catch (error) {
      if (error instanceof TokenVaultError) return null;
      throw error;
    }
  }
}

/** @returns lines for whoever runs the rotation */
export function describeRotation({ contents, rows }: SealedTable, rotated: Rotated): string {
  const { reEncrypted, changedMeanwhile, unreadable } = rotated;
  const lines = [`Re-encrypted the ${contents} of ${reEncrypted} ${rows} under the first key`];
  if (changedMeanwhile > 0)
    lines.push(
      `${changedMeanwhile} ${rows} got other ${contents} meanwhile: run it again, once no process has the old setting`,
    );
  if (unreadable.length > 0)
    lines.push(`No key opens the ${contents} of ${unreadable.length} ${rows}: ${unreadable.join(', ')}`);
  return lines.map((line) => `${line}\n`).join('');
}
