import { PlatformError } from './platform-error.js';
import type { LookUp } from './social-platform.js';

/** An account that may post, and may not read what it posted, cannot tell: that is no failure of the post. */
export async function lookUp(look: () => Promise<LookUp>): Promise<LookUp> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof PlatformError) || error.kind !== 'PERMISSION_MISSING') throw error;
    return { kind: 'CANNOT_TELL', reason: error.message };
  }
}
