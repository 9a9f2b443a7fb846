/** The child's side of a bench process: it answers what the bench asks over the IPC channel. */

/** What can be asked of a process, by name. */
export type Operations = Record<string, (argument: never) => unknown>;

/** A question, and its answer. */
export interface Question {
  id: number;
  operation: string;
  argument: unknown;
}
export type Answer = { id: number; value: unknown } | { id: number; error: string };

/** Answers from now on. A process that is a peer's own says `ready` itself: see {@link sayReady}. */
export function serve(operations: Operations): void {
  process.on('message', ({ id, operation, argument }: Question) => {
    void (async () => {
      try {
        const value = await operations[operation]!(argument as never);
        process.send?.({ id, value } satisfies Answer);
      } catch (error) {
        process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    })();
  });
}

/** Tells the bench that the process serves, and ends it when the bench is gone. */
export function sayReady(): void {
  process.once('disconnect', () => process.exit());
  process.send?.('ready');
}
