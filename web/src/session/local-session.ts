import { answerOf, createApiClient } from '../../../client/client.js';
import { addressParts } from './sign-in-code.js';
import type { Session, SessionSource, SessionState } from './session.js';
import { askOtherTabs, answerOtherTabs } from './tabs.js';
import { readIdentity } from './token-claims.js';

/** A token of the local issuer and when it expires, in milliseconds since 1970. */
export interface Held {
  token: string;
  expiresAt: number;
}

/** It lives as long as the tab, reloads included. */
const STORAGE_KEY = 'session';

/** A token is renewed when less than this is left of its hour. */
const RENEW_BEFORE_MS = 20 * 60_000;
const LOOK_EVERY_MS = 60_000;

const ENDED = 'Your session has ended.';

/** Sessions of the local issuer: begun by a one-time link, renewed while the page is open. */
export function localSessions(): SessionSource {
  let held: Held | null = null;
  let renewal: Promise<void> | null = null;
  let tell: (state: SessionState) => void = () => undefined;

  const anonymous = createApiClient({ baseUrl: '', token: async () => held?.token ?? '' });

  const keep = (next: Held | null) => {
    held = next;
    if (next) sessionStorage.setItem(STORAGE_KEY, JSON.stringify(next));
    else sessionStorage.removeItem(STORAGE_KEY);
  };

  const end = (notice: string | null) => {
    keep(null);
    tell({ kind: 'signedOut', notice });
  };

  const renew = async () => {
    const { token, expiresAt } = await answerOf(anonymous.POST('/api/local-sign-in/renew'));
    keep({ token, expiresAt: Date.parse(expiresAt) });
  };

  /** One at a time; when it fails, the token that there is stays good for a while. */
  const renewInTime = () => {
    if (!held || held.expiresAt - Date.now() > RENEW_BEFORE_MS) return;
    renewal ??= renew()
      .catch(() => undefined)
      .finally(() => (renewal = null));
  };

  const begin = (next: Held) => {
    keep(next);
    const session: Session = {
      identity: readIdentity(next.token),
      async token() {
        renewInTime();
        return held?.token ?? '';
      },
      signOut: () => end(null),
    };
    tell({ kind: 'signedIn', session });
  };

  const open = async () => {
    const code = addressParts().takeCode();
    if (code !== null) {
      const { token, expiresAt } = await answerOf(anonymous.POST('/api/local-sign-in', { body: { code } }));
      return begin({ token, expiresAt: Date.parse(expiresAt) });
    }
    const kept = readKept() ?? (await askOtherTabs());
    if (kept && kept.expiresAt > Date.now()) begin(kept);
    else end(kept ? ENDED : null);
  };

  return {
    start(onChange) {
      tell = onChange;
      answerOtherTabs(() => held);
      setInterval(renewInTime, LOOK_EVERY_MS);
      // A link that is opened in a tab that already shows the page changes only what is behind the #.
      addEventListener('hashchange', () => addressParts().hasCode() && location.reload());
      open().catch((error: Error) => end(error.message));
    },
    refused: () => held && end(ENDED),
  };
}

function readKept(): Held | null {
  return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null') as Held | null;
}
