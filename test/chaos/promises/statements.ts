/**
 * Which statement a snare of the proxy is for: whether its bytes hold the name under which the engine's repository prepares it,
 * which is sent each time, also when the text is not.
 */
export type Fits = (statement: string, earlier: string) => boolean;

/** The statement of this name. */
export const named =
  (name: string): Fits =>
  (statement) =>
    statement.includes(`${name}\0`);

/** The COMMIT of a transaction that has sent the statement of this name. */
export const inTransaction =
  (name: string): Fits =>
  (statement, earlier) =>
    statement.includes('COMMIT\0') && earlier.lastIndexOf(`${name}\0`) > earlier.lastIndexOf('BEGIN');

/** The dispatch, which is one statement and commits with it. */
export const aDispatch = named('dispatch');
