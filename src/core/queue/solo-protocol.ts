import type { AbortCause } from './lease.js';

/** The argument with which a worker's own entry point is started to run one job. */
export const SOLO_ARGUMENT = '--solo';

/** What a job's own process is told. */
export type ToSolo =
  | { kind: 'run'; type: string; call: SoloCall }
  | { kind: 'abort'; why: AbortCause }
  /** The answer to `effect`: whether it may begin. */
  | { kind: 'effect'; id: number; refusal: string | null };

/** The part of a JobContext that can be sent. */
export interface SoloCall {
  jobId: string;
  organizationId: string;
  payload: object;
  attempt: number;
  dryRun: boolean;
  token: bigint;
}

/** What a job's own process answers. */
export type FromSolo =
  | { kind: 'ready' }
  | { kind: 'progress'; percent: number; text: string | undefined }
  | { kind: 'effect'; id: number }
  | { kind: 'returned'; result: object }
  | { kind: 'threw'; word: string; sentence: string; code: string; until: Date | null };
