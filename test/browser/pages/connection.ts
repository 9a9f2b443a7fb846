import { it } from 'vitest';
import type { DashboardStage } from '../../support/dashboard.js';

export function describeConnection(stage: () => DashboardStage): void {
  it('comes back by itself after the API was killed, with what happened meanwhile', async () => {
    const { system } = stage();
    const { page, context, tenant, brandId } = await stage().visit('/jobs');
    await system.setFault({ latencyMs: 3_000 });
    await tenant.createJob({ brandId, topic: 'While it is away', platforms: ['TWITTER'] });
    await page.getByRole('row').filter({ hasText: 'While it is away' }).getByText('Running').waitFor();

    await system.api.end('SIGKILL');
    await page.getByText('Not live for').waitFor();
    await page.getByText('The connection to the server is lost.').first().waitFor();
    await stage().examine(page, 'stale');
    await system.restartApi();

    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('row').filter({ hasText: 'While it is away' }).getByText('Completed').waitFor();
    await context.close();
  });
}
