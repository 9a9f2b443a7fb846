import { randomInt, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { DashboardStage } from '../../support/dashboard.js';
import type { Tenant } from '../../support/tenant.js';

const HOSTILE = '<img src=x onerror="document.title=1"> [win](javascript:alert(1)) \u202Egnp.exe {{7*7}} #tea';

/** An account that the sandbox knows. */
async function connect(tenant: Tenant, brandId: string, platform: string): Promise<void> {
  const platformId =
    platform === 'LINKEDIN' ? `urn:li:organization:${randomInt(1, 2 ** 40)}` : `${randomInt(1, 2 ** 40)}`;
  const tokens = { accessToken: randomUUID(), refreshToken: randomUUID() };
  const body = { brandId, platform, platformId, displayName: 'Acme Coffee', username: 'acme', ...tokens };
  expect((await tenant.ask('/api/social-accounts', { body })).status).toBe(201);
}

export function describeContent(stage: () => DashboardStage): void {
  it('is edited, approved and published, and seen to be out', async () => {
    const { page, context, tenant } = await stage().visit('/content');
    await page.getByText('Nothing is written yet').waitFor();
    const brandId = await tenant.createBrand();
    await Promise.all(['TWITTER', 'LINKEDIN'].map((platform) => connect(tenant, brandId, platform)));
    await page.reload();
    await tenant.createJob({ brandId, topic: `Beans ${HOSTILE}`, platforms: ['TWITTER', 'LINKEDIN'] });
    await page.getByRole('link', { name: 'Beans <img' }).waitFor();
    await stage().examine(page, 'content');
    await page.getByRole('link', { name: 'Beans <img' }).click({ force: true });

    await page.getByRole('button', { name: 'Edit the text for X' }).click();
    const text = page.getByRole('textbox', { name: 'Text' });
    await text.fill(`${'a'.repeat(270)} https://example.com/${'b'.repeat(100)}`);
    // An address counts 23, whatever its length.
    await page.getByText('294 / 280 · 14 too many').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').filter({ hasText: '14 more than the 280 of X' }).waitFor();
    await stage().examine(page, 'content-edit');
    await text.fill(HOSTILE);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved: the text for X.').waitFor();

    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Publish …' }).click();
    await stage().examine(page, 'publish');
    await page.getByRole('button', { name: 'Publish 2 posts' }).click();
    await page.getByText('Published', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'See the post' }).nth(1).waitFor();

    await page.reload();
    const link = page.getByRole('link', { name: 'See the post' }).first();
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.getAttribute('href')).toMatch(/^https?:/);
    expect(await page.locator('main img, main script, a[href^="javascript"]').count()).toBe(0);
    expect(await page.title()).toContain('Beans <img');
    await stage().examine(page, 'content-item');
    const posts = await stage().system.posts();
    expect(posts.filter((post) => post.text === HOSTILE)).toHaveLength(1);
    await page.goto(stage().urlOf('/content?status=PUBLISHED'));
    await page.getByRole('link', { name: 'Beans <img' }).waitFor();
    await context.close();
  });

  it('says which rules stand against approving it, is planned for later, or rejected', async () => {
    const { page, context, tenant } = await stage().visit();
    const brandId = await tenant.createBrand();
    await connect(tenant, brandId, 'TWITTER');
    const payload = { brandId, topic: 'A new roast', platforms: ['TWITTER', 'FACEBOOK', 'INSTAGRAM'] };
    const { id: jobId } = await tenant.createJob({ ...payload, contentType: 'THREAD' });
    const { result } = await tenant.reaches(jobId, 'COMPLETED');
    const { contentItemId } = result as unknown as { contentItemId: string };
    await page.goto(stage().urlOf(`/content/${contentItemId}`));
    await page.getByText('posts, the longest').waitFor();

    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Instagram: A post on Instagram needs an image.').waitFor();
    await page.getByRole('button', { name: 'Edit the text for Instagram' }).click();
    await page.getByLabel('Images').fill('https://example.com/tea.jpg');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'example.com/tea.jpg' }).waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Publish …' }).click();
    await page.getByLabel('Later').check();
    await page.getByRole('dialog').getByText('GMT+5:30').waitFor();
    await stage().examine(page, 'publish-later');
    await page.getByRole('button', { name: 'Plan 1 post' }).click();
    await page.getByRole('link', { name: 'Planned' }).waitFor();
    await stage().examine(page, 'content-thread');

    await page.getByRole('button', { name: 'Reject' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reject this content' });
    await dialog.getByLabel('Reason').fill('Not our voice');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await page.getByText('Rejected: it will not be published.').waitFor();
    await context.close();
  });
}
