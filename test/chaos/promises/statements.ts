/** Which statement a snare of the proxy is for. The text is what the engine's repository sends. */
export type Fits = (statement: string, earlier: string) => boolean;

const isCommit = (statement: string): boolean => statement.includes('COMMIT\0');

/** The COMMIT of a transaction that has sent this text. */
export const inTransaction =
  (text: string): Fits =>
  (statement, earlier) =>
    isCommit(statement) && earlier.lastIndexOf(text) > earlier.lastIndexOf('BEGIN');

const drawsTokens = "nextval('engine.token_seq')";

/** The COMMIT that puts jobs into the window. */
export const dispatchCommit: Fits = inTransaction(drawsTokens);

/** The statements of a dispatch, in their order. */
export const inDispatch: readonly { what: string; fits: Fits }[] = [
  { what: 'the lock', fits: (statement) => statement.includes('AND NOT paused FOR UPDATE') },
  { what: 'the promotion', fits: (statement) => statement.includes("SET phase = 'r' WHERE job_id IN") },
  { what: 'the count', fits: (statement) => statement.includes('speed AS (SELECT count(*) AS workers') },
  { what: 'the choice', fits: (statement) => statement.includes(drawsTokens) },
  { what: 'the commit', fits: dispatchCommit },
];
