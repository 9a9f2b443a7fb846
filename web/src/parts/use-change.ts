import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotice } from './notice.js';

/** Something that changes what the API knows. */
export interface Change<Input, Answer> {
  /** @param key the same until it has worked: sent as Idempotency-Key, a second click creates nothing twice */
  change: (input: Input, key: string) => Promise<Answer>;
  /** The first words of the keys of what is read again. */
  changes: readonly string[];
  /** The notice that says what was done. */
  said?: (answer: Answer) => string;
  onDone?: (answer: Answer) => void;
  onError?: (error: Error) => void;
}

/** Makes a change, says so, and has read again what it changed. What was sent is not kept: it may be a token. */
export function useChange<Answer, Input = void>({ change, changes, said, onDone, onError }: Change<Input, Answer>) {
  const queries = useQueryClient();
  const tell = useNotice();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (input: Input) => change(input, key),
    gcTime: 0,
    onSettled() {
      for (const name of [...changes, 'dashboard']) void queries.invalidateQueries({ queryKey: [name] });
    },
    onSuccess(answer) {
      setKey(crypto.randomUUID());
      if (said) tell(said(answer));
      onDone?.(answer);
    },
    onError,
  });
}
