import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { localFolder } from '../../scripts/lib/local-folder.mjs';
import { openBrowser } from './browser.js';
import { runStatement } from './run-statement.js';
import { startSystem, type System } from './processes.js';
import type { Tenant } from './tenant.js';
import { PATIENCE_MS } from './patience.js';

/** Where pictures of the pages are kept, for people to look at. */
const PICTURES = join(localFolder, 'screenshots');

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 390, height: 844 };

/** Rules are asked twice: of both widths, and of both colour schemes. */
const LOOKS = [
  { look: 'wide-light', viewport: WIDE, colorScheme: 'light', hasRules: true },
  { look: 'wide-dark', viewport: WIDE, colorScheme: 'dark', hasRules: false },
  { look: 'narrow-dark', viewport: NARROW, colorScheme: 'dark', hasRules: true },
  { look: 'narrow-light', viewport: NARROW, colorScheme: 'light', hasRules: false },
] as const;

/** A platform's or the model's failures are tried again soon. */
const SETTINGS = { JOB_BACKOFF_MS: '700,700,700' };

/** Somebody at the dashboard: an organization of their own with a brand, and a tab in which they are signed in. */
export interface Visitor {
  tenant: Tenant;
  organizationId: string;
  brandId: string;
  context: BrowserContext;
  page: Page;
}

/** One system of processes and one browser, for all tests of the dashboard. */
export class DashboardStage {
  /** What no page may ever do: break, do what the policy forbids, ask other hosts, violate a rule of accessibility. */
  readonly problems: string[] = [];
  private visitors = 0;

  private constructor(
    readonly system: System,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<DashboardStage> {
    mkdirSync(PICTURES, { recursive: true });
    const [system, browser] = await Promise.all([startSystem(undefined, SETTINGS), openBrowser()]);
    await system.start('worker');
    return new DashboardStage(system, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.system.close();
  }

  /** A new organization, and a tab of it at `path`. */
  async visit(path = '/', brand = 'Acme', organizationId = `org_acme${this.visitors + 1}`): Promise<Visitor> {
    this.visitors += 1;
    const tenant = await this.system.tenantOf(organizationId);
    const brandId = await tenant.createBrand({}, brand);
    const context = await this.browser.newContext({
      viewport: WIDE,
      timezoneId: 'Asia/Kolkata',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await this.newTab(context);
    const { hash } = new URL(await this.system.signInLink(organizationId));
    await page.goto(this.urlOf(path) + hash);
    await page.getByRole('navigation').waitFor();
    return { tenant, organizationId, brandId, context, page };
  }

  /** Puts jobs that have ended into the record, a minute apart, about `Topic 1`, the oldest, and so on. */
  async addJobs(organizationId: string, count: number): Promise<void> {
    await runStatement(
      this.system.databaseUrl,
      `INSERT INTO jobs (id, organization_id, type, queue, payload, status, priority, attempts, max_attempts, run_at,
         started_at, completed_at, created_at, updated_at)
       SELECT 'job' || n, '${organizationId}', 'GENERATE_CONTENT', 'content-generation',
         json_build_object('topic', 'Topic ' || n, 'platforms', '[]'::json),
         (CASE WHEN n % 7 = 0 THEN 'CANCELLED' ELSE 'COMPLETED' END)::job_status, 5, 1, 4, at, at,
         at + n % 50 * interval '0.3 s', at, at + n % 50 * interval '0.3 s'
       FROM generate_series(1, ${count}) n, LATERAL (SELECT now() - (${count} - n) * interval '1 min' AS at) times`,
    );
  }

  /** An address of the dashboard. */
  urlOf(path: string): string {
    return this.system.api.url + path;
  }

  /** A tab that is watched. */
  async newTab(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('console', (message) => {
      const isOfNetwork = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isOfNetwork) this.problems.push(message.text());
    });
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== this.system.api.url) this.problems.push(`Asked for ${request.url()}`);
    });
    return page;
  }

  /** Looks at a page in light and dark, wide and narrow: keeps pictures of it, and notes what axe finds wrong. */
  async examine(page: Page, name: string): Promise<void> {
    await page.evaluate(AXE);
    for (const { look, viewport, colorScheme, hasRules } of LOOKS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await page.screenshot({ path: join(PICTURES, `${name}-${look}.png`) });
      const violations = hasRules ? await violationsIn(page) : [];
      this.problems.push(...violations.map((violation) => `${name}, ${look}: ${violation}`));
      const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      if (isTooWide) this.problems.push(`${name}, ${look}: scrolls sideways`);
    }
    await page.setViewportSize(WIDE);
  }
}

/** What axe finds wrong, and where. */
async function violationsIn(page: Page): Promise<string[]> {
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
