import { describe, expect, it } from 'vitest';
import { Platform } from '../database/enums.js';
import type { Reference } from './define-job.js';
import { JobReferences } from './job-references.js';

const references = new JobReferences();
references.add('brand', async (_organizationId, ids) => ids.filter((id) => id === 'brand_1'));
references.add('socialAccount', async () => new Map([['account_1', Platform.TWITTER]]));

const account = (id: string, platform?: Platform): Reference => ({
  resource: 'socialAccount',
  id,
  ...(platform && { platform }),
});

describe('JobReferences', () => {
  it('tells what is missing from what is of another platform, each in its order', async () => {
    const named = [
      account('account_2', 'TWITTER'),
      { resource: 'brand', id: 'brand_2' },
      account('account_1', 'LINKEDIN'),
      account('account_1', 'TWITTER'),
      account('account_1'),
      { resource: 'brand', id: 'brand_1' },
    ];
    expect(await references.check('org_1', named)).toEqual({ missing: [named[0], named[1]], unfit: [named[2]] });
  });

  it('refuses what nobody looks up, and a platform that nobody tells', async () => {
    await expect(references.check('org_1', [{ resource: 'ship', id: '1' }])).rejects.toThrow(/resource ship/);
    const brand = { resource: 'brand', id: 'brand_1', platform: Platform.TWITTER };
    await expect(references.check('org_1', [brand])).rejects.toThrow(/finder of brand/);
  });
});
