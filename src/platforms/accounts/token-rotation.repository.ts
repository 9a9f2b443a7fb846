import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database.js';

/** The two tokens of an account, encrypted. */
export interface SealedPair {
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

/** The accounts of all organizations, for the rotation of keys only. */
@Injectable()
export class TokenRotationRepository {
  constructor(private readonly database: Database) {}

  /** @returns up to `count` accounts after the id `after` with a token that does not begin with `prefix`, by id */
  findOthers(prefix: string, after: string, count: number): Promise<SealedPair[]> {
    return this.database.query<SealedPair>(
      `SELECT id, access_token AS "accessToken", refresh_token AS "refreshToken" FROM social_accounts
       WHERE id > $2 AND (NOT starts_with(access_token, $1) OR NOT starts_with(refresh_token, $1)) ORDER BY id LIMIT $3`,
      [prefix, after, count],
    );
  }

  /** @returns false where the tokens are others by now */
  async replace({ id, accessToken, refreshToken }: SealedPair, by: SealedPair): Promise<boolean> {
    const replaced = await this.database.query(
      `UPDATE social_accounts SET access_token = $4, refresh_token = $5
       WHERE id = $1 AND access_token = $2 AND refresh_token IS NOT DISTINCT FROM $3 RETURNING id`,
      [id, accessToken, refreshToken, by.accessToken, by.refreshToken],
    );
    return replaced.length > 0;
  }
}
