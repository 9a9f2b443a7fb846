import type { Identity } from './session.js';

/**
 * Reads whom a session token is for. It is not verified: the API does that, this is for people to see.
 * @throws Error when it is none
 */
export function readIdentity(token: string): Identity {
  const [, payload = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const { sub, o } = JSON.parse(new TextDecoder().decode(bytes)) as {
    sub: string;
    o: { id: string; rol: string; slg: string };
  };
  return { organizationId: o.id, organizationName: o.slg || o.id, userId: sub, isAdmin: o.rol === 'admin' };
}
