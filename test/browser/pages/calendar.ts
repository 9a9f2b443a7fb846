import { expect, it } from 'vitest';
import type { DashboardStage } from '../../support/dashboard.js';
import { runStatement } from '../../support/run-statement.js';
import { connectAccount, writeContent } from './write-content.js';

/** How far the clocks of the browser's time zone are ahead of UTC. */
const IN_INDIA_MS = 5.5 * 3_600_000;

export function describeCalendar(stage: () => DashboardStage): void {
  it('shows what is out and what is planned, by day, also on a phone and after a reload', async () => {
    const { page, context, tenant, brandId, organizationId } = await stage().visit();
    const topic = '<b onclick=alert(1)>Beans</b> from Huila';
    const { id, variations } = await writeContent(tenant, { brandId, topic, platforms: ['TWITTER', 'LINKEDIN'] });
    const pairs = await Promise.all(
      variations.map(async ({ id: variationId, platform }) => {
        return { variationId, socialAccountId: await connectAccount(tenant, brandId, platform) };
      }),
    );
    await tenant.ask(`/api/content/${id}/approve`, { method: 'POST' });
    // The month after in India, at 13:30 there.
    const now = new Date(Date.now() + IN_INDIA_MS);
    const scheduledFor = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 15, 8)).toISOString();
    await tenant.ask(`/api/content/${id}/publish`, { body: { accounts: pairs.slice(1), scheduledFor } });
    await page.goto(stage().urlOf('/calendar'));
    await page.getByRole('table').waitFor();
    await tenant.ask(`/api/content/${id}/publish`, { body: { accounts: pairs.slice(0, 1) } });

    const today = page.locator('[aria-current="date"]');
    await today.getByRole('link', { name: /^X, .*Published.*Beans/ }).waitFor();
    await runStatement(
      stage().system.databaseUrl,
      `INSERT INTO post_metrics (publication_id, day, impressions, engagements, likes, read_at)
       SELECT id, now(), 12345, 678, 90, now() FROM publications WHERE organization_id = '${organizationId}'`,
    );
    await page.reload();
    await today.getByText('12.3K views · 678 engaged').waitFor();
    await page.getByRole('button', { name: 'Month after' }).click();
    const planned = page.getByRole('link', { name: /^LinkedIn, 13:30.*Planned.*Beans/ });
    await planned.waitFor();
    expect(page.url()).toMatch(/month=\d{4}-\d\d/);
    await page.reload();
    await planned.waitFor();
    expect(await page.locator('b[onclick]').count()).toBe(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('heading', { name: /15/ }).waitFor();
    await planned.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Where it comes from' }).waitFor();
    await page.getByText('5.5 %').waitFor();
    await context.close();
  });
}
