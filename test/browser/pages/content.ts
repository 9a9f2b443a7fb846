import { expect, it } from 'vitest';
import type { DashboardStage } from '../../support/dashboard.js';
import { connectAccount, writeContent } from './write-content.js';

const HOSTILE = '<img src=x onerror="document.title=1"> [win](javascript:alert(1)) \u202Egnp.exe {{7*7}} #tea';

export function describeContent(stage: () => DashboardStage): void {
  it('is edited, approved and published, and seen to be out', async () => {
    const { page, context, tenant, brandId } = await stage().visit('/content');
    await page.getByText('Nothing is written yet').waitFor();
    await Promise.all(['TWITTER', 'LINKEDIN'].map((platform) => connectAccount(tenant, brandId, platform)));
    await tenant.createJob({ brandId, topic: `Beans ${HOSTILE}`, platforms: ['TWITTER', 'LINKEDIN'] });
    await page.getByRole('link', { name: 'Beans <img' }).waitFor();
    await page.getByRole('link', { name: 'Beans <img' }).click({ force: true });

    await page.getByRole('button', { name: 'Edit the text for X' }).click();
    const text = page.getByRole('textbox', { name: 'Text' });
    await text.fill(`${'a'.repeat(270)} https://example.com/${'b'.repeat(100)}`);
    // An address counts 23, whatever its length.
    await page.getByText('294 / 280 · 14 too many').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').filter({ hasText: 'It was not saved' }).waitFor();
    await page.getByText('14 more than the 280 of X').waitFor();
    await stage().examine(page, 'content-edit');
    await text.fill(HOSTILE);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved: the text for X.').waitFor();

    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Publish …' }).click();
    await page.getByRole('button', { name: 'Publish 2 posts' }).click();
    await page.locator('.item-note').getByText('Published').waitFor();
    await page.getByRole('link', { name: 'See the post' }).nth(1).waitFor();

    await page.reload();
    const link = page.getByRole('link', { name: 'See the post' }).first();
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.getAttribute('href')).toMatch(/^https?:/);
    expect(await page.locator('main img, main script, a[href^="javascript"]').count()).toBe(0);
    expect(await page.title()).toContain('Beans <img');
    const posts = await stage().system.posts();
    expect(posts.filter((post) => post.text === HOSTILE)).toHaveLength(1);
    await page.goto(stage().urlOf('/content?status=PUBLISHED'));
    await page.getByRole('link', { name: 'Beans <img' }).waitFor();
    await context.close();
  });

  it('says which rules stand against approving it, is planned for later, or rejected', async () => {
    const { page, context, tenant, brandId } = await stage().visit();
    await connectAccount(tenant, brandId, 'TWITTER');
    const platforms = ['TWITTER', 'FACEBOOK', 'INSTAGRAM'];
    const { id } = await writeContent(tenant, { brandId, topic: 'A new roast', platforms, contentType: 'THREAD' });
    await page.goto(stage().urlOf(`/content/${id}`));
    await page.getByText('posts, the longest').waitFor();

    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Instagram: A post on Instagram needs an image.').waitFor();
    await page.getByRole('button', { name: 'Edit the text for Instagram' }).click();
    await page.getByLabel('Images').fill('https://example.com/media/tea.jpg');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'example.com/media/tea.jpg' }).waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Publish …' }).click();
    await page.getByLabel('Later').check();
    await page.getByRole('dialog').getByText('GMT+5:30').waitFor();
    await page.getByRole('button', { name: 'Plan 1 post' }).click();
    await page.locator('.publications').getByText('Planned').waitFor();
    await stage().examine(page, 'content-thread');

    await page.getByRole('button', { name: 'Reject' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reject this content' });
    await dialog.getByLabel('Reason').fill('Not our voice');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await page.getByText('Rejected: it will not be published.').waitFor();
    await context.close();
  });
}
