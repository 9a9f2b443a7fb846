import { expect, it } from 'vitest';
import type { DashboardStage } from '../../support/dashboard.js';

/** A key that OpenAI refuses: the job fails at once. */
const REFUSED_KEY = { status: 401, times: 1 };

/** More than anybody's page holds at a time. */
const MANY = 400;

export function describeJobs(stage: () => DashboardStage): void {
  it('are created by a form made of the type’s schema, and seen to complete', async () => {
    const { page, context } = await stage().visit('/jobs');
    await page.getByText('No jobs yet').waitFor();

    const button = page.getByRole('button', { name: 'New job' });
    const dialog = page.getByRole('dialog', { name: 'New job' });
    await button.press('Enter');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'New job' }).waitFor();
    await button.press('Enter');
    await dialog.getByLabel('Brand').selectOption({ label: 'Acme' });
    await dialog.getByLabel('Topic').fill('Beans from Huila');
    await dialog.getByRole('button', { name: 'Create the job' }).click();
    await dialog.getByText('Choose at least one.').waitFor();
    await dialog.getByLabel('LinkedIn').check();
    await stage().examine(page, 'new-job');
    await dialog.getByRole('button', { name: 'Create the job' }).click();

    await page.getByText('The job was completed at').waitFor();
    await page.getByRole('heading', { name: 'LinkedIn' }).waitFor();
    // The reader is in India: 5 h 30 min ahead of UTC.
    await page.getByText('GMT+5:30').first().waitFor();
    await stage().examine(page, 'job-completed');
    await page.getByRole('link', { name: 'See the content' }).first().click();
    await page.getByRole('heading', { name: 'Beans from Huila' }).waitFor();
    await page.getByRole('link', { name: 'Jobs', exact: true }).first().click();
    await page.getByRole('row').filter({ hasText: 'Beans from Huila' }).getByText('Completed').waitFor();
    await context.close();
  });

  it('show each attempt, and what is waited for', async () => {
    const { page, context, tenant, brandId } = await stage().visit('/jobs', 'Northwind Coffee');
    await stage().system.setFault({ status: 503, times: 1 });
    const topic = 'Why we roast on Mondays and Thursdays';
    const { id } = await tenant.createJob({ brandId, topic, platforms: ['TWITTER', 'LINKEDIN'] });
    await page.goto(stage().urlOf(`/jobs/${id}`));

    await page.getByText('Attempt 2', { exact: true }).waitFor();
    await page.getByText('The job was completed at').waitFor();
    await page.getByText('Retried').waitFor();
    await stage().examine(page, 'job-retried');
    await context.close();
  });

  it('that fail raise the badge, say what to do, and run again', async () => {
    const { page, context, tenant, brandId } = await stage().visit('/jobs');
    await stage().system.setFault(REFUSED_KEY);
    await tenant.createJob({ brandId, topic: 'Cold brew', platforms: ['TWITTER'] });

    const row = page.getByRole('row').filter({ hasText: 'Cold brew' });
    await row.getByText('Failed').waitFor();
    await row.getByText('OpenAI does not accept the key').waitFor();
    await page.getByRole('link', { name: 'Jobs 1 failed' }).waitFor();
    await page.getByRole('link', { name: 'Generate content' }).click();
    await page.getByText('Set a valid OPENAI_API_KEY').waitFor();
    await stage().examine(page, 'job-failed');
    await page.getByRole('button', { name: 'Retry' }).click();

    await page.getByText('Retry of').waitFor();
    await page.getByText('The job was completed at').waitFor();
    await page.getByRole('link', { name: 'Jobs', exact: true }).first().waitFor();
    await context.close();
  });

  it('that fail leave the badge when they are acknowledged', async () => {
    const { page, context, tenant, brandId } = await stage().visit('/jobs');
    await stage().system.setFault(REFUSED_KEY);
    const { id } = await tenant.createJob({ brandId, topic: 'Cold brew', platforms: ['TWITTER'] });
    await page.goto(stage().urlOf(`/jobs/${id}`));
    await page.getByRole('link', { name: 'Jobs 1 failed' }).waitFor();

    await page.getByRole('button', { name: 'Acknowledge' }).click();

    await page.getByText('acknowledged').waitFor();
    await page.getByRole('link', { name: 'Jobs 1 failed' }).waitFor({ state: 'detached' });
    await context.close();
  });

  it('are filtered by the address, and cancelled together', async () => {
    const { page, context, tenant, brandId } = await stage().visit('/jobs');
    const runAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const topic of ['First', 'Second']) {
      const payload = { brandId, topic, platforms: ['TWITTER'] };
      await tenant.ask('/api/jobs', { body: { type: 'GENERATE_CONTENT', payload, runAt } });
    }
    await page.getByRole('button', { name: 'Pending 2' }).click();
    await page.getByText('2 jobs').waitFor();
    expect(page.url()).toContain('status=PENDING');
    await page.getByRole('link', { name: 'Generate content' }).first().click();
    await page.getByText('The job is planned for').waitFor();
    await stage().examine(page, 'job-planned');
    await page.goBack();
    await page.reload();
    await page.getByText('2 jobs').waitFor();

    await page.getByRole('button', { name: 'Cancel several' }).click();
    await page.getByRole('button', { name: 'Cancel 2 jobs' }).click();

    await page.getByText('Cancelled 2 jobs.').waitFor();
    await page.getByText('No job fits these filters').waitFor();
    await context.close();
  });

  it('are in the page only as far as they are in sight, however many there are', async () => {
    const { page, context, organizationId } = await stage().visit();
    await stage().addJobs(organizationId, MANY);
    await page.goto(stage().urlOf('/jobs'));
    await page.getByText('400 jobs').waitFor();

    const first = page.getByText('Topic 1', { exact: true });
    while ((await first.count()) === 0) await page.keyboard.press('End');

    await first.waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await context.close();
  });

  it('that make a picture show it, from where the API hands it out', async () => {
    const { page, context, tenant, brandId } = await stage().visit();
    const body = { type: 'GENERATE_IMAGE', payload: { brandId, prompt: 'Beans on a table' } };
    const { id } = (await tenant.ask<{ id: string }>('/api/jobs', { body })).body;
    await tenant.reaches(id, 'COMPLETED');
    await page.goto(stage().urlOf(`/jobs/${id}`));

    const picture = page.getByRole('img', { name: 'The generated image' });
    await picture.waitFor();
    await page.waitForFunction('document.querySelector("main img")?.naturalWidth > 0');
    expect(await picture.getAttribute('src')).toMatch(/\/media\/[\da-f]{64}\.jpg$/);
    await context.close();
  });

  it('whose text is code show it as text', async () => {
    const { page, context, tenant, brandId } = await stage().visit('/jobs', '<svg onload=alert(1)>');
    const topic = '<img src=x onerror="document.title=1"><script>document.title=2</script> \u202Egnp.exe {{7*7}}';
    await tenant.createJob({ brandId, topic, platforms: ['TWITTER'] });

    await page.getByText('<img src=x onerror=').click({ force: true });
    await page.getByText('The job was completed at').waitFor();
    await page.getByRole('definition').filter({ hasText: '<svg onload=alert(1)>' }).waitFor();
    expect(await page.locator('img[src="x"], main script, svg[onload]').count()).toBe(0);
    expect(await page.title()).toBe('Generate content · Epic AI workers');
    await context.close();
  });
}
