import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../config/config.js';
import { type Prepared, type Row, type SqlClient, sqlOver } from './sql.js';

/**
 * The one pool of PostgreSQL connections of a process, shared by Prisma and by the job engine's own SQL
 * (through `pg` because Prisma halves the rate on that path: docs/adr/0002).
 */
@Injectable()
export class Database implements SqlClient, OnApplicationShutdown {
  readonly pool: pg.Pool;
  /** An address of its own past a pooler says that there is a pooler. */
  private readonly prepares: boolean;

  constructor(@Inject(CONFIG) config: Config) {
    this.prepares = (config.DATABASE_DIRECT_URL ?? config.DATABASE_URL) === config.DATABASE_URL;
    this.pool = new pg.Pool({
      connectionString: config.DATABASE_URL,
      max: 20,
      connectionTimeoutMillis: 5_000,
      query_timeout: QUERY_TIMEOUT_MS,
      maxLifetimeSeconds: LIFETIME_S,
      keepAlive: true,
    });
    // An idle connection that the server ends is replaced by the pool at the next query; that query reports what is wrong.
    this.pool.on('error', () => undefined);
  }

  async query<R extends object = Row>(statement: string | Prepared, values?: readonly unknown[]): Promise<R[]> {
    return sqlOver(this.pool, this.prepares).query<R>(statement, values);
  }

  /**
   * Runs `work` in one transaction (READ COMMITTED): each statement sees what was committed before it began.
   * Rolls back and rethrows when `work` throws; the victim of a deadlock is run again, so `work` does nothing but SQL.
   */
  async transaction<T>(work: (client: SqlClient) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!isDeadlock(error) || tries === MOST_TRIES) throw error;
      }
    }
  }

  private async attempt<T>(work: (client: SqlClient) => Promise<T>): Promise<T> {
    const connection = await this.pool.connect();
    let broken: Error | undefined;
    // One that ends between two statements tells nobody else, and an error event that nobody hears ends the process.
    const hear = (error: Error): void => void (broken = error);
    connection.on('error', hear);
    try {
      await connection.query(BEGIN);
      const result = await work(sqlOver(connection, this.prepares));
      await connection.query('COMMIT');
      return result;
    } catch (error) {
      // On a connection that does not answer, ROLLBACK would wait as long again: closing it rolls back too.
      if (isTimeout(error)) broken = error;
      else await connection.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      connection.off('error', hear);
      connection.release(broken);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

/** No statement of ours comes near it: a longer silence is a connection that is gone. */
const QUERY_TIMEOUT_MS = 15_000;

/** A plan that a session keeps may be of when a table was small; PostgreSQL's own statistics are a minute behind as well. */
const LIFETIME_S = 60;

const MOST_TRIES = 3;

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40P01';
}

function isTimeout(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** A process that is stopped in the middle of a transaction must not hold its locks for ever. */
const BEGIN = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'";
