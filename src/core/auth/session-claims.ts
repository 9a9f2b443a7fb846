import type { Session } from './session.js';

/** The claims of a verified token, of Clerk's version 1 (no `v`) or 2 (clerk.com/docs, "Session tokens"). */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * Reads who is meant out of the claims of either version.
 * @returns null when they are not those of a session, or its sign-in is not complete (`sts: "pending"`)
 */
export function readSession(claims: Claims): Session | null {
  if (typeof claims.sub !== 'string' || claims.sub === '' || claims.sts === 'pending') return null;
  const organization = readOrganization(claims);
  if (organization === undefined) return null;
  const { id, role } = organization ?? { id: null, role: 'member' };
  return {
    userId: claims.sub,
    organizationId: id,
    role: role === 'admin' || role === 'org:admin' ? 'admin' : 'member',
    expiresAt: new Date(Number(claims.exp) * 1000),
  };
}

/** @returns null when none is active, undefined when the version is not known */
function readOrganization(claims: Claims): { id: string; role: unknown } | null | undefined {
  switch (claims.v) {
    case undefined:
      return isId(claims.org_id) ? { id: claims.org_id, role: claims.org_role } : null;
    case 2: {
      const { id, rol } = (claims.o ?? {}) as { id?: unknown; rol?: unknown };
      return isId(id) ? { id, role: rol } : null;
    }
    default:
      return undefined;
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
