import { expect, it } from 'vitest';
import { createSignInLink } from '../../../src/local-sign-in/sign-in-link.js';
import type { DashboardStage } from '../../support/dashboard.js';
import { runStatement } from '../../support/run-statement.js';

/** Nothing listens there, and it is private: whatever is to be read or sent there fails at once. */
const NOWHERE = 'http://127.0.0.1:9';

const HOSTILE = '<img src=x onerror="document.title=1"> [click](javascript:alert(1)) \u202Egnp.exe {{7*7}}';

export function describeAdministration(stage: () => DashboardStage): void {
  it('of sources: added by a form, read, paused, and what was read is text', async () => {
    const { page, context, organizationId, brandId } = await stage().visit('/sources');
    await page.getByText('No sources yet').waitFor();
    await page.getByRole('button', { name: 'Add a source' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a source' });
    await dialog.getByLabel('Type').selectOption('RSS');
    await dialog.getByLabel('Name').fill('<b>Acme</b> news');
    await dialog.getByLabel('Address').fill(`${NOWHERE}/feed.xml`);
    await dialog.getByRole('button', { name: 'Add the source' }).click();

    await page.getByRole('heading', { name: '<b>Acme</b> news' }).waitFor();
    await page.getByText('Nothing was read yet').waitFor();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.locator('.about .record-wrong').waitFor();

    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await runStatement(
      stage().system.databaseUrl,
      `INSERT INTO context_items (id, organization_id, brand_id, context_source_id, identity, content_hash, url, title, content, updated_at)
       SELECT 'item' || n || '${brandId}', '${organizationId}', '${brandId}', '${id}', n::text, n::text,
         CASE n WHEN 1 THEN 'javascript:alert(1)' ELSE 'https://acme.example/' || n END,
         CASE n WHEN 1 THEN '${HOSTILE}' ELSE 'Beans from Huila, part ' || n END, '# Title\n${HOSTILE}', now()
       FROM generate_series(1, 30) n`,
    );
    await page.reload();
    const hostile = page.locator('.record-title', { hasText: 'onerror=' });
    await page.getByRole('button', { name: 'Show more' }).click();
    await hostile.waitFor();
    await page.getByLabel('Search these items').fill('Huila');
    await hostile.waitFor({ state: 'hidden' });
    await page.getByText('The whole text').first().click();
    await stage().examine(page, 'source');
    expect(await page.locator('main :is(img, script, a[href^="javascript"])').count()).toBe(0);

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('.about').getByText('Paused').waitFor();
    expect(await page.getByRole('button', { name: 'Sync now' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('.about').getByText('Active').waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name').fill('<b>Acme</b> magazine');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: '<b>Acme</b> magazine' }).waitFor();
    await page.getByRole('link', { name: 'Sources' }).first().click();
    await page.getByRole('button', { name: 'Sync now: <b>Acme</b> magazine' }).click();
    await page.getByText('<b>Acme</b> magazine is read now.').waitFor();
    await page.getByRole('link', { name: '<b>Acme</b> magazine' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete it and its items' }).click();
    await page.getByText('No sources yet').waitFor();
    await context.close();
  });

  it('of accounts: connected by an admin only, and no token stays', async () => {
    const { page, context, organizationId } = await stage().visit('/accounts');
    await page.getByRole('button', { name: 'Connect an account' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connect an account' });
    await dialog.getByLabel('Platform').selectOption('LINKEDIN');
    await dialog.getByLabel('URN').fill('acme');
    await dialog.getByLabel('Access token', { exact: true }).fill('secret-access');
    expect(await dialog.getByLabel('Access token', { exact: true }).getAttribute('type')).toBe('password');
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await dialog.getByText('Must be a URN').first().waitFor();
    await stage().examine(page, 'connect-account');
    await dialog.getByLabel('URN').fill('urn:li:organization:2414183');
    await dialog.getByLabel('Name').fill('Acme on LinkedIn');
    await dialog.getByRole('button', { name: 'Connect' }).click();

    await page.getByRole('link', { name: 'Acme on LinkedIn' }).waitFor();
    await runStatement(
      stage().system.databaseUrl,
      `UPDATE social_accounts SET status = 'NEEDS_REAUTH', status_reason = 'LinkedIn has revoked the token.'
       WHERE organization_id = '${organizationId}'`,
    );
    await page.reload();
    await page.getByText('LinkedIn has revoked the token.').waitFor();
    expect(await page.content()).not.toContain('secret-access');
    await page.getByRole('button', { name: 'Connect again: Acme on LinkedIn' }).click();
    await page.getByLabel('Access token', { exact: true }).fill('another');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('Active').waitFor();
    await page.getByRole('link', { name: 'Acme on LinkedIn' }).click();
    await page.getByRole('button', { name: 'Refresh tokens' }).click();
    await page.getByRole('heading', { name: 'Refresh token' }).waitFor();
    await page.getByRole('link', { name: 'See the account' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByText('nothing is published there any more').waitFor();
    await page.getByRole('button', { name: 'Leave it' }).click();

    const member = { organizationId, userId: 'user_member', role: 'member' as const };
    await page.goto(await createSignInLink(stage().system.databaseUrl, stage().urlOf(''), member));
    await page.getByText('user_member').waitFor();
    await page.getByRole('link', { name: 'Accounts', exact: true }).click();
    await page.getByText('Admins connect and remove accounts').waitFor();
    await page.getByRole('link', { name: 'Acme on LinkedIn' }).click();
    await page.getByRole('button', { name: 'Refresh tokens' }).waitFor();
    await stage().examine(page, 'account-of-member');
    expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0);

    await page.goto(await stage().system.signInLink(organizationId));
    await page.getByText('· admin').waitFor();
    await page.getByRole('link', { name: 'Accounts', exact: true }).click();
    await page.getByRole('link', { name: 'Acme on LinkedIn' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove the account' }).click();
    await page.getByText('No accounts yet').waitFor();
    await context.close();
  });

  it('of schedules: made by a form, with the times to come in both zones', async () => {
    const { page, context } = await stage().visit('/schedules');
    await page.getByRole('button', { name: 'New schedule' }).click();
    const dialog = page.getByRole('dialog', { name: 'New schedule' });
    await dialog.getByLabel('Name').fill('Monday motivation');
    await dialog.getByLabel('Job', { exact: true }).selectOption('GENERATE_CONTENT');
    await dialog.getByLabel('Brand').selectOption({ label: 'Acme' });
    await dialog.getByLabel('Topic').fill('The week ahead');
    await dialog.getByLabel('X', { exact: true }).check();
    await dialog.getByLabel('How often').selectOption({ label: 'Weekdays at 09:00' });
    await dialog.getByLabel('Time zone').selectOption('Europe/Berlin');
    await dialog.getByRole('button', { name: 'Create the schedule' }).click();

    await page.getByText('Weekdays at 09:00, Europe/Berlin').waitFor();
    await page.getByRole('link', { name: 'Monday motivation' }).click();
    await page.reload();
    await page.getByText('09:00 GMT+').first().waitFor();
    await page.getByText('GMT+5:30').first().waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Next runs, if it were not paused').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('heading', { name: 'Next runs', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Pattern').fill('0 0 30 2 *');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.getByLabel('Pattern').fill('0 7 * * MON');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Mondays at 07:00').waitFor();
    await stage().examine(page, 'schedule');
    await page.getByRole('button', { name: 'Run now: Monday motivation' }).click();
    await page.getByText('The job was completed at').waitFor();
    await page.getByRole('link', { name: 'Schedules' }).first().click();
    await page.getByRole('link', { name: 'Monday motivation' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete the schedule' }).click();
    await page.getByText('No schedules yet').waitFor();
    await context.close();
  });

  it('of webhooks: the secret is shown once, and what was sent is on record', async () => {
    const { page, context } = await stage().visit('/webhooks');
    await page.getByRole('button', { name: 'Add a webhook' }).click();
    await page.getByLabel('Address').fill(`${NOWHERE}/hook`);
    await page.getByRole('button', { name: 'Add the webhook' }).click();
    const dialog = page.getByRole('dialog', { name: 'The signing secret' });
    const secret = await dialog.getByLabel('Secret').inputValue();
    expect(secret).toMatch(/^whsec_/);
    await dialog.getByRole('button', { name: 'I have it' }).click();

    await page.getByRole('link', { name: NOWHERE }).waitFor();
    await page.getByRole('link', { name: NOWHERE }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Webhook test').waitFor();
    await page.locator('.records .record-wrong').waitFor();
    await page.getByText('What it says').click();
    await stage().examine(page, 'webhook');
    expect(await page.content()).not.toContain(secret);
    await page.getByRole('button', { name: 'New secret' }).click();
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    expect(await dialog.getByLabel('Secret').inputValue()).not.toBe(secret);
    await dialog.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.locator('.about').getByText('Disabled').waitFor();
    expect(await page.getByRole('button', { name: 'Send a test' }).isDisabled()).toBe(true);
    await page.reload();
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.locator('.about').getByText('Active').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete the webhook' }).click();
    await page.getByText('No webhooks yet').waitFor();
    await context.close();
  });

  it('of notifications: counted beside the page, read, and the job runs again', async () => {
    const { page, context, tenant, brandId } = await stage().visit('/notifications');
    await page.getByText('No notifications yet').waitFor();
    await stage().system.setFault({ status: 401, times: 2 });
    for (const topic of ['First', 'Second']) await tenant.createJob({ brandId, topic, platforms: ['TWITTER'] });
    await page.getByRole('link', { name: /^Notifications\s*2 unread$/ }).waitFor();
    await page.getByRole('button', { name: 'Retry' }).nth(1).waitFor();

    await page.getByRole('button', { name: 'Mark as read' }).first().click();
    await page.getByRole('link', { name: /^Notifications\s*1 unread$/ }).waitFor();
    await page.getByRole('button', { name: 'Unread' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('Retry of').waitFor();
    await page.goBack();
    await page.getByText('Nothing here to read').waitFor();
    expect(await page.getByRole('link', { name: /unread$/ }).count()).toBe(0);

    await stage().system.setFault({ status: 401, times: 2 });
    for (const topic of ['Third', 'Fourth']) await tenant.createJob({ brandId, topic, platforms: ['TWITTER'] });
    await page.getByRole('link', { name: /^Notifications\s*2 unread$/ }).waitFor();
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByText('Marked 2 as read.').waitFor();
    await page.getByRole('link', { name: /unread$/ }).waitFor({ state: 'detached' });
    await context.close();
  });
}
