import { useEffect, useRef } from 'react';
import { signInWay, useSession } from '../session/use-session.js';

/** Who is signed in, for which organization; with Clerk the organization is changed here. */
export function Who() {
  const { identity } = useSession();
  return (
    <div className="who">
      {signInWay() === 'clerk' ? <ClerkOrganizations /> : <strong>{identity.organizationName}</strong>}
      <span>
        {identity.userId} · {identity.isAdmin ? 'admin' : 'member'}
      </span>
    </div>
  );
}

function ClerkOrganizations() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { Clerk: clerk } = window;
    const node = frame.current;
    if (!clerk || !node) return undefined;
    clerk.mountOrganizationSwitcher(node, { hidePersonal: true });
    return () => clerk.unmountOrganizationSwitcher(node);
  }, []);
  return <div ref={frame} />;
}
