import pg from 'pg';

/** Rows come back as objects with the columns' own names; `bigint` columns as bigint. */
export type Row = Record<string, unknown>;

/** A statement whose plan is worth keeping, where a session can keep one: its name is its own among all, its text always the same. */
export interface Prepared {
  name: string;
  text: string;
}

/** Where statements can be run: the pool, or one transaction's connection. */
export interface SqlClient {
  query<R extends object = Row>(statement: string | Prepared, values?: readonly unknown[]): Promise<R[]>;
}

const INT8 = 20;

/**
 * Runs statements over a `pg` pool or connection.
 * @param prepares whether the session is the client's own, and so keeps what it prepares: not past a pooler in transaction mode
 */
export function sqlOver(client: pg.Pool | pg.ClientBase, prepares = false): SqlClient {
  return {
    async query<R extends object>(statement: string | Prepared, values?: readonly unknown[]): Promise<R[]> {
      const { text, name } = typeof statement === 'string' ? { text: statement } : statement;
      const result = await client.query({ text, ...(prepares && { name }), values: values as unknown[], types });
      return result.rows as R[];
    },
  };
}

/** `bigint` columns (tokens) do not fit a JavaScript number. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === INT8 ? BigInt : pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

/** Whether a statement failed for what one of its rows holds (SQLSTATE classes 22, 23, 54), not for the server's state. */
export function isRowError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(22|23|54)/.test(String(error.code));
}
