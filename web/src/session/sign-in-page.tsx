import { useEffect, useRef } from 'react';
import icon from '../icon.svg';
import type { SignInWay } from './use-session.js';

/** What everybody sees who is not signed in. `notice`: why, where it is news. */
export function SignInPage({ way, notice }: { way: SignInWay; notice: string | null }) {
  return (
    <main className="sign-in">
      <img src={icon} alt="" width={44} height={44} />
      <h1>Sign in</h1>
      {notice !== null && <p role="alert">{notice}</p>}
      {way === 'clerk' && <ClerkSignIn />}
      {way === 'local' && <LocalSignIn />}
      {way === 'none' && (
        <p>
          No way to sign in is configured: set <code>CLERK_PUBLISHABLE_KEY</code> for the API and start it again.
        </p>
      )}
    </main>
  );
}

function LocalSignIn() {
  return (
    <>
      <p>
        This dashboard belongs to a system that runs on your machine. Run this in its folder, and open the link that it
        prints:
      </p>
      <pre className="command">npm run sign-in</pre>
      <p className="faint">A link works once, and for ten minutes.</p>
    </>
  );
}

/** Clerk's own sign-in; whoever is signed in but in no organization chooses one. */
function ClerkSignIn() {
  const signIn = useRef<HTMLDivElement>(null);
  const organizations = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { Clerk: clerk } = window;
    const [signInNode, listNode] = [signIn.current, organizations.current];
    if (!clerk || !signInNode || !listNode) return undefined;
    clerk.mountSignIn(signInNode);
    clerk.mountOrganizationList(listNode, { hidePersonal: true });
    return () => {
      clerk.unmountSignIn(signInNode);
      clerk.unmountOrganizationList(listNode);
    };
  }, []);
  return (
    <>
      <div ref={signIn} />
      <div ref={organizations} />
    </>
  );
}
