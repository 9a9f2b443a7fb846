import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { followJobs, type JobEvent } from '../../../client/follow-jobs.js';
import { useRefusal, useSession } from '../session/use-session.js';

/** Whether the page shows what is, or what was. */
export interface Liveness {
  isLive: boolean;
  /** Since when it has been so; null before the first connection. */
  since: Date | null;
}

type Listener = (event: JobEvent) => void;

interface Live {
  liveness: Liveness;
  listen: (listener: Listener) => () => void;
}

const CurrentLive = createContext<Live | null>(null);

/** Changes in quick succession lead to one look, this long after the first. */
const LOOK_AFTER_MS = 400;

/** What a change of any job may change, by the first word of their keys. */
const CHANGED_BY_JOBS = [
  'dashboard',
  'content',
  'notifications',
  'sources',
  'accounts',
  'posts',
  'learnings',
  'schedules',
];

/** One connection for all that the page shows. What changes is read again where it is shown. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  const refused = useRefusal();
  const queries = useQueryClient();
  const listeners = useRef(new Set<Listener>());
  const [liveness, setLiveness] = useState<Liveness>({ isLive: false, since: null });

  useEffect(() => {
    const end = new AbortController();
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasLive = false;
    const look = () => {
      timer = undefined;
      for (const id of changed) void queries.invalidateQueries({ queryKey: ['job', id] });
      changed.clear();
      for (const name of CHANGED_BY_JOBS) void queries.invalidateQueries({ queryKey: [name] });
    };
    void followJobs({
      baseUrl: '',
      token: session.token,
      signal: end.signal,
      onRefused: refused,
      onEvent(event) {
        changed.add(event.id);
        timer ??= setTimeout(look, LOOK_AFTER_MS);
        for (const listener of listeners.current) listener(event);
      },
      onState(state) {
        const isLive = state === 'live';
        setLiveness((last) =>
          last.isLive === isLive ? last : { isLive, since: isLive || wasLive ? new Date() : null },
        );
        // Events tell of jobs only: after a gap all else is read again, too.
        if (isLive && wasLive) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' });
        wasLive ||= isLive;
      },
    });
    return () => {
      clearTimeout(timer);
      end.abort();
    };
  }, [session, refused, queries]);

  const live = useMemo<Live>(
    () => ({
      liveness,
      listen(listener) {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [liveness],
  );
  return <CurrentLive value={live}>{children}</CurrentLive>;
}

function useLive(): Live {
  const live = use(CurrentLive);
  if (!live) throw new Error('Put what is live below LiveProvider.');
  return live;
}

export const useLiveness = (): Liveness => useLive().liveness;

/** Calls back with every change of a job, for as long as what uses it is shown. */
export function useJobEvents(listener: Listener): void {
  const { listen } = useLive();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen((event) => latest.current(event)), [listen]);
}
