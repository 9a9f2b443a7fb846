import type { Database } from '../database/database.js';
import type { TokenKind } from './token-vault.js';

/** A table with encrypted columns. Its names come from the program, never from input. */
export interface SealedTable {
  readonly name: string;
  /** What is encrypted, and of what, in the plural: for people. */
  readonly contents: string;
  readonly rows: string;
  /** The kind that each column keeps. */
  readonly columns: Readonly<Record<string, TokenKind>>;
}

/** The encrypted texts of a row, in the order of the table's columns. */
export interface SealedRow {
  readonly id: string;
  readonly texts: readonly (string | null)[];
}

/** The rows of all organizations, for the rotation of keys only. */
export class TokenRotationRepository {
  private readonly columns: readonly string[];

  constructor(
    private readonly database: Database,
    readonly table: SealedTable,
  ) {
    this.columns = Object.keys(table.columns);
  }

  /** @returns up to `count` rows after the id `after` with a text that does not begin with `prefix`, by id */
  findOthers(prefix: string, after: string, count: number): Promise<SealedRow[]> {
    const isOther = this.columns.map((column) => `NOT starts_with(${column}, $1)`).join(' OR ');
    return this.database.query<SealedRow>(
      `SELECT id, ARRAY[${this.columns.join(', ')}] AS texts FROM ${this.table.name}
       WHERE id > $2 AND (${isOther}) ORDER BY id LIMIT $3`,
      [prefix, after, count],
    );
  }

  /** @returns false where the texts are others by now */
  async replace({ id, texts }: SealedRow, by: SealedRow): Promise<boolean> {
    const changes = this.columns.map((column, index) => `${column} = ($3::text[])[${index + 1}]`).join(', ');
    const replaced = await this.database.query(
      `UPDATE ${this.table.name} SET ${changes}
       WHERE id = $1 AND ARRAY[${this.columns.join(', ')}] = $2::text[] RETURNING id`,
      [id, texts, by.texts],
    );
    return replaced.length > 0;
  }
}
