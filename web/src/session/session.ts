/** Who is signed in. */
export interface Identity {
  organizationId: string;
  /** As people know it. */
  organizationName: string;
  userId: string;
  isAdmin: boolean;
}

/** A signed-in person. */
export interface Session {
  identity: Identity;
  /** A token that is valid now. @throws Error when there is none to be had */
  token: () => Promise<string>;
  signOut: () => void;
}

export type SessionState =
  | { kind: 'opening' }
  /** `notice` says why, where it is news. */
  | { kind: 'signedOut'; notice: string | null }
  | { kind: 'signedIn'; session: Session };

/** Signs people in, in one of the ways that the API offers. */
export interface SessionSource {
  /** Calls back with every change, the first state included. */
  start: (onChange: (state: SessionState) => void) => void;
  /** The API refuses the session's token. */
  refused: () => void;
}

/** What the page was told by the API when it was served. */
export function pageSetting(name: 'sign-in' | 'nonce' | 'media'): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}
