import type { APIResponse } from 'playwright-core';
import { expect, it } from 'vitest';
import { loadConfig } from '../../../src/core/config/config.js';
import { pagePolicy } from '../../../src/web/page-policy.js';
import type { DashboardStage } from '../../support/dashboard.js';

export function describeSession(stage: () => DashboardStage): void {
  it('takes a link once, and leaves nothing of it in the address', async () => {
    const { page, context, organizationId } = await stage().visit();
    expect(page.url()).toBe(stage().urlOf('/'));

    const link = await stage().system.signInLink(organizationId);
    const first = await stage().newTab(context);
    await first.goto(link);
    await first.getByRole('heading', { name: 'Overview' }).waitFor();
    const second = await stage().newTab(context);
    await second.goto(link);
    await second.getByText('This sign-in link is used up or too old').waitFor();
    await stage().examine(second, 'sign-in');
    await context.close();
  });

  it('lasts a reload and a second tab, and ends with a sign-out and with the tab', async () => {
    const { page, context } = await stage().visit('/jobs');
    await page.reload();
    await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor();

    const tab = await stage().newTab(context);
    await tab.goto(stage().urlOf('/jobs'));
    await tab.getByRole('heading', { name: 'Jobs', exact: true }).waitFor();
    expect(await tab.evaluate('JSON.stringify([localStorage, document.cookie])')).not.toContain('eyJ');

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tab.close();
    const stranger = await stage().newTab(context);
    await stranger.goto(stage().urlOf('/jobs'));
    await stranger.getByText('npm run sign-in').waitFor();
    await context.close();
  });

  it('of another organization shows nothing of the first', async () => {
    const { page, context, tenant, brandId } = await stage().visit('/jobs');
    await tenant.createJob({ brandId, topic: 'Ours alone', platforms: ['TWITTER'] });
    await page.getByText('Ours alone').waitFor();

    await page.goto(await stage().system.signInLink('org_other'));
    await page.getByText('user_other').waitFor();
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByText('No jobs yet').waitFor();
    expect(await page.getByText('Ours alone').count()).toBe(0);
    await context.close();
  });

  it('is renewed while the page is open', async () => {
    const { page, context } = await stage().visit();
    const tab = await stage().newTab(context);
    await tab.clock.install();
    await tab.goto(stage().urlOf('/'));
    await tab.getByRole('heading', { name: 'Overview' }).waitFor();

    const renewed = tab.waitForResponse(/local-sign-in\/renew/);
    await tab.clock.fastForward('45:00');

    expect((await renewed).status()).toBe(200);
    await tab.reload();
    await tab.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.close();
    await context.close();
  });

  it('is Clerk’s where that is configured, with its own components', async () => {
    const { context, brandId, tenant } = await stage().visit();
    await tenant.createJob({ brandId, topic: 'For Clerk', platforms: ['TWITTER'] });
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && stage().problems.push(message.text()));
    await page.route(`https://${CLERK}/npm/@clerk/clerk-js@5/dist/clerk.browser.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: standInForClerk(tenant.token) }),
    );

    await page.route(stage().urlOf('/jobs'), async (route) => route.fulfill(await asWithClerk(await route.fetch())));

    await page.goto(stage().urlOf('/jobs'));
    await page.getByRole('button', { name: 'Sign in with Clerk' }).click();

    await page.getByText('For Clerk').waitFor();
    await page.getByText('Acme Inc. (Clerk)').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with Clerk' }).waitFor();
    await context.close();
  });
}

const CLERK = 'clerk.example.test';
const KEY = `pk_test_${btoa(`${CLERK}$`)}`;

/** The page as an API with that key serves it. */
async function asWithClerk(response: APIResponse) {
  const config = loadConfig({ DATABASE_URL: 'postgres://localhost/none', CLERK_PUBLISHABLE_KEY: KEY });
  const body = (await response.text()).replace('content="local"', `content="${KEY}"`);
  const nonce = /name="nonce" content="([^"]+)"/.exec(body)![1]!;
  return { response, body, headers: { ...response.headers(), 'content-security-policy': pagePolicy(config, nonce) } };
}

/** What the dashboard uses of clerk-js: components that it mounts, and a session that it tells of. */
const standInForClerk = (token: string): string => `
  let tell;
  const organization = { id: 'org_1', name: 'Acme Inc.' };
  const user = { id: 'user_1', organizationMemberships: [{ organization, role: 'org:admin' }] };
  const signedIn = { user, organization, session: { getToken: async () => ${JSON.stringify(token)} } };
  window.Clerk = {
    load: async ({ nonce }) => {
      const style = document.createElement('style');
      style.nonce = nonce;
      style.textContent = 'button { color: inherit }';
      document.head.append(style);
    },
    addListener: (listener) => { tell = listener; tell({}); },
    signOut: async () => tell({}),
    mountSignIn: (node) => {
      const button = document.createElement('button');
      button.textContent = 'Sign in with Clerk';
      button.onclick = () => { tell(signedIn); tell({ ...signedIn }); };
      node.append(button);
    },
    unmountSignIn: () => {}, mountOrganizationList: () => {}, unmountOrganizationList: () => {},
    mountOrganizationSwitcher: (node) => node.append(organization.name + ' (Clerk)'),
    unmountOrganizationSwitcher: () => {},
  };`;
