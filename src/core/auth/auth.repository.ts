import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { RecentlyUsed } from './recently-used.js';
import type { OrganizationSession } from './session.js';

/** Pairs of organization and user that need no look at the database any more. */
const REMEMBERED = 50_000;

/** The rows of organizations and users, which are Clerk's: made here when a verified token first names them. */
@Injectable()
export class AuthRepository {
  private readonly seen = new RecentlyUsed<true>(REMEMBERED);

  constructor(private readonly database: Database) {}

  /** Makes the rows of a session unless they are there. */
  async ensureRows({ organizationId, userId }: OrganizationSession): Promise<void> {
    const key = `${organizationId} ${userId}`;
    if (this.seen.get(key)) return;
    await this.database.query(
      `WITH new_user AS (INSERT INTO users (id) VALUES ($1) ON CONFLICT DO NOTHING)
       INSERT INTO organizations (id) VALUES ($2) ON CONFLICT DO NOTHING`,
      [userId, organizationId],
    );
    this.seen.set(key, true);
  }
}
