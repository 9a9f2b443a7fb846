import { clerkHost, type Config } from '../core/config/config.js';

/** Clerk's pictures of people, and its check for robots (clerk.com/docs, "Configure Clerk CSP headers"). */
const CLERK_IMAGES = 'https://img.clerk.com';
const CLERK_CHALLENGES = 'https://challenges.cloudflare.com';

/**
 * Where the page's images are from. Whichever MEDIA_STORE keeps them, the API hands them out, below PUBLIC_URL: a bucket may be
 * private, and no page asks it.
 */
export const mediaOrigin = ({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): string => new URL(PUBLIC_URL).origin;

/**
 * The dashboard's Content-Security-Policy: nothing but its own files, generated images, and Clerk where it is configured.
 * @param nonce of this answer, for the styles that Clerk's components add
 */
export function pagePolicy(config: Config, nonce: string): string {
  const { CLERK_PUBLISHABLE_KEY } = config;
  const clerk = CLERK_PUBLISHABLE_KEY === undefined ? undefined : `https://${clerkHost(CLERK_PUBLISHABLE_KEY)}`;
  const directives: Record<string, (string | undefined)[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", clerk, clerk && CLERK_CHALLENGES],
    'style-src': ["'self'", clerk && `'nonce-${nonce}'`],
    'img-src': ["'self'", mediaOrigin(config), clerk && CLERK_IMAGES],
    'font-src': ["'self'"],
    'connect-src': ["'self'", clerk],
    'worker-src': clerk ? ["'self'", 'blob:'] : ["'none'"],
    'frame-src': [clerk ? CLERK_CHALLENGES : "'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources.filter(Boolean)].join(' '))
    .join('; ');
}
