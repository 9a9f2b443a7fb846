/** An effect as a worker asks for it. */
export interface Effect {
  jobId: string;
  token: string;
  /** When `effect()` had checked the lease, ms since 1970. */
  checkedAt: number;
}

/** An effect as the log has it. */
export interface LoggedEffect extends Effect {
  /** When it came in, ms since 1970. */
  at: number;
}
