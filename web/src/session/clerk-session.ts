import { type Identity, pageSetting, type SessionSource, type SessionState } from './session.js';

/** What is used of Clerk's browser library (clerk.com/docs/reference/javascript/clerk). */
export interface Clerk {
  load: (options: object) => Promise<void>;
  addListener: (listener: (resources: ClerkResources) => void) => void;
  signOut: () => Promise<void>;
  mountSignIn: (node: HTMLElement) => void;
  unmountSignIn: (node: HTMLElement) => void;
  mountOrganizationList: (node: HTMLElement, options: object) => void;
  unmountOrganizationList: (node: HTMLElement) => void;
  mountOrganizationSwitcher: (node: HTMLDivElement, options: object) => void;
  unmountOrganizationSwitcher: (node: HTMLDivElement) => void;
}

interface ClerkResources {
  user?: { id: string; organizationMemberships: { organization: { id: string }; role: string }[] } | null;
  session?: { getToken: () => Promise<string | null> } | null;
  organization?: { id: string; name: string } | null;
}

declare global {
  interface Window {
    Clerk?: Clerk;
  }
}

/** Sessions of Clerk: its library comes from its own host, keeps the session and renews the token. */
export function clerkSessions(publishableKey: string): SessionSource {
  let tell: (state: SessionState) => void = () => undefined;
  let latest: ClerkResources = {};
  let shown = '';

  const token = async () => {
    const text = await latest.session?.getToken();
    if (!text) throw new Error('The session has ended.');
    return text;
  };

  /** Clerk also tells of what is no change for us: a session stays the same until another person or organization is active. */
  const follow = (clerk: Clerk, resources: ClerkResources) => {
    latest = resources;
    const identity = identityOf(resources);
    const next = JSON.stringify(identity);
    if (next === shown) return;
    shown = next;
    if (!identity) tell({ kind: 'signedOut', notice: null });
    else tell({ kind: 'signedIn', session: { identity, token, signOut: () => void clerk.signOut() } });
  };

  return {
    start(onChange) {
      tell = onChange;
      loadClerk(publishableKey)
        .then((clerk) => clerk.addListener((resources) => follow(clerk, resources)))
        .catch(() => tell({ kind: 'signedOut', notice: 'The sign-in cannot be loaded just now: reload the page.' }));
    },
    refused() {
      shown = '';
      tell({ kind: 'signedOut', notice: 'Your session has ended.' });
    },
  };
}

/** Null without a person and an active organization. */
function identityOf({ user, session, organization }: ClerkResources): Identity | null {
  if (!user || !session || !organization) return null;
  const role = user.organizationMemberships.find((each) => each.organization.id === organization.id)?.role;
  return {
    organizationId: organization.id,
    organizationName: organization.name,
    userId: user.id,
    isAdmin: role === 'org:admin',
  };
}

async function loadClerk(publishableKey: string): Promise<Clerk> {
  const host = atob(publishableKey.split('_')[2] ?? '').replace(/\$$/, '');
  const script = document.createElement('script');
  script.src = `https://${host}/npm/@clerk/clerk-js@5/dist/clerk.browser.js`;
  script.crossOrigin = 'anonymous';
  script.dataset.clerkPublishableKey = publishableKey;
  await new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    document.head.append(script);
  });
  const clerk = window.Clerk!;
  await clerk.load({ nonce: pageSetting('nonce') });
  return clerk;
}
