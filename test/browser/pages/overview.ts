import { it } from 'vitest';
import type { DashboardStage } from '../../support/dashboard.js';

export function describeOverview(stage: () => DashboardStage): void {
  it('shows what is going on and what needs somebody, as it happens', async () => {
    const { page, context, tenant, brandId } = await stage().visit();
    await page.getByText('No jobs yet').waitFor();
    await page.getByText('Nothing needs you just now.').waitFor();

    await tenant.createJob({ brandId, topic: 'A new roast', platforms: ['TWITTER', 'LINKEDIN'] });
    await page.getByRole('listitem').filter({ hasText: 'A new roast' }).getByText('Completed').waitFor();
    await stage().system.setFault({ status: 401, times: 1 });
    await tenant.createJob({ brandId, topic: 'Cold brew', platforms: ['TWITTER'] });

    await page.getByText('1 completed and 1 failed in the last 30 minutes').waitFor();
    await page.getByRole('link', { name: 'Jobs 1 failed' }).waitFor();
    await page.getByRole('link', { name: '1 job failed' }).click();
    await page.getByRole('row').filter({ hasText: 'Cold brew' }).waitFor();

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('link', { name: 'Jobs 1 failed' }).waitFor({ state: 'hidden' });
    await context.close();
  });
}
