import { expect, it } from 'vitest';
import { createSignInLink } from '../../../src/local-sign-in/sign-in-link.js';
import type { DashboardStage } from '../../support/dashboard.js';
import { runStatement } from '../../support/run-statement.js';

/** As a sync of many posts would find them: [kind, insight, effect, low, high, p value, status]. */
const FOUND = [
  ['HOUR', 'Posts at 07:00 UTC got 1.8 times the engagement.', 1.8, 1.35, 2.4, 0.0004, 'ACTIVE'],
  ['QUESTION', 'Posts with a question got 1.2 times the engagement.', 1.2, 0.92, 1.56, 0.18, 'CANDIDATE'],
  ['HASHTAGS', '<img src=x onerror=alert(1)> [more](javascript:alert(1)) got less.', 0.55, 0.38, 0.8, 0.003, 'ACTIVE'],
] as const;

export function describeLearnings(stage: () => DashboardStage): void {
  it('show how sure they are, and are turned off and on', async () => {
    const { page, context, brandId, organizationId } = await stage().visit('/learnings');
    await page.getByText('Nothing learned yet').waitFor();
    for (const [kind, insight, effect, low, high, pValue, status] of FOUND) {
      await runStatement(
        stage().system.databaseUrl,
        `INSERT INTO learnings (id, organization_id, brand_id, platform, kind, key, insight, effect, low, high, sample_size,
           baseline_size, p_value, holds, status, valid_from, expires_at, updated_at)
         VALUES ('${brandId}${kind}', '${organizationId}', '${brandId}', 'TWITTER', '${kind}', 'k', '${insight}', ${effect},
           ${low}, ${high}, 24, 96, ${pValue}, ${status === 'ACTIVE'}, '${status}', now(), now() + interval '30 days', now())`,
      );
    }
    await page.reload();

    const hour = page.getByRole('listitem').filter({ hasText: 'at 07:00 UTC' });
    await hour.getByText('Active').waitFor();
    await page.getByRole('img', { name: /^1.80 × the engagement .* 1.35 × to 2.40 ×$/ }).waitFor();
    await page.getByText('24 vs 96').first().waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    await hour.getByRole('switch').focus();
    await page.keyboard.press('Space');
    await page.getByText('Off: it is not used any more.').waitFor();
    await page.reload();
    await hour.getByText('Disabled').waitFor();
    expect(await hour.getByRole('switch').getAttribute('aria-checked')).toBe('false');
    await hour.getByRole('switch').click();
    await hour.getByText('Active').waitFor();

    const member = { organizationId, userId: 'user_member', role: 'member' as const };
    await page.goto(await createSignInLink(stage().system.databaseUrl, stage().urlOf(''), member));
    await page.getByText('user_member').waitFor();
    await page.getByRole('link', { name: 'Learnings' }).click();
    await page.getByText('Admins turn them on and off.').waitFor();
    expect(await hour.getByRole('switch').isDisabled()).toBe(true);
    expect(await hour.getByRole('switch').getAttribute('title')).toBe('Admins turn it on and off');
    await context.close();
  });
}
