import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { clerkSessions } from './clerk-session.js';
import { localSessions } from './local-session.js';
import { pageSetting, type Session, type SessionSource, type SessionState } from './session.js';
import { SignInPage } from './sign-in-page.js';

const CurrentSession = createContext<{ session: Session; refused: () => void } | null>(null);

/** How this deployment signs people in. */
export type SignInWay = 'clerk' | 'local' | 'none';

export function signInWay(): SignInWay {
  const setting = pageSetting('sign-in');
  return setting.startsWith('pk_') ? 'clerk' : setting === 'local' ? 'local' : 'none';
}

function openSource(): SessionSource | null {
  switch (signInWay()) {
    case 'clerk':
      return clerkSessions(pageSetting('sign-in'));
    case 'local':
      return localSessions();
    case 'none':
      return null;
  }
}

/** Shows its children to whoever is signed in, and the sign-in page to everybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const [source] = useState(openSource);
  const [state, setState] = useState<SessionState>(source ? { kind: 'opening' } : { kind: 'signedOut', notice: null });
  useEffect(() => source?.start(setState), [source]);
  const current = useMemo(
    () => (state.kind === 'signedIn' && source ? { session: state.session, refused: source.refused } : null),
    [state, source],
  );
  if (current) return <CurrentSession value={current}>{children}</CurrentSession>;
  if (state.kind === 'signedOut') return <SignInPage way={signInWay()} notice={state.notice} />;
  return <p className="sr-only">Signing in …</p>;
}

function useCurrent() {
  const current = use(CurrentSession);
  if (!current) throw new Error('This is shown to people who are signed in only: put it below SessionGate.');
  return current;
}

/** Whoever is signed in. */
export const useSession = (): Session => useCurrent().session;

/** Ends a session that the API refuses. */
export const useRefusal = (): (() => void) => useCurrent().refused;
