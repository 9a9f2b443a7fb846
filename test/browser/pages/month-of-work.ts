import { afterAll, beforeAll, it } from 'vitest';
import type { DashboardStage, Visitor } from '../../support/dashboard.js';
import { addMonthOfWork } from '../../support/month-of-work.js';
import { writeContent } from './write-content.js';

/** The month of the newest posts that are out, which on the first days of a month is the one before. */
const MONTH = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 7);

/** [picture, page, what is there once it has all]; `:id` is of the newest content. */
const PAGES = [
  ['overview', '/', 'Beans from Huila, and who'],
  ['jobs', '/jobs', 'Beans from Huila, and who'],
  ['content', '/content', 'How to brew a better V60'],
  ['content-item', '/content/:id', 'Where it comes from'],
  ['calendar', `/calendar?month=${MONTH}`, 'engaged'],
  ['learnings', '/learnings', 'Posts with a question'],
  ['sources', '/sources', 'The roasters’ blog'],
  ['accounts', '/accounts', '@northwindcoffee'],
  ['schedules', '/schedules', 'Monday motivation'],
  ['notifications', '/notifications', 'must be connected again'],
  ['webhooks', '/webhooks', 'https://northwind.example/hooks/epic'],
] as const;

/** The pages as they are after a month; pictures of them are kept, and the README shows some. */
export function describeMonthOfWork(stage: () => DashboardStage): void {
  let visitor: Visitor;
  let contentId: string;

  beforeAll(async () => {
    const { system } = stage();
    visitor = await stage().visit('/', 'Northwind Coffee', 'org_northwind');
    const { tenant, brandId, organizationId } = visitor;
    await addMonthOfWork(system.databaseUrl, organizationId, brandId);
    const payload = { brandId, topic: 'How to brew a better V60 at home', platforms: ['TWITTER', 'LINKEDIN'] };
    contentId = (await writeContent(tenant, payload)).id;
    const weekly = { cron: '0 9 * * MON-FRI', timezone: 'Europe/Berlin', jobType: 'GENERATE_CONTENT', brandId };
    await tenant.ask('/api/schedules', { body: { ...weekly, name: 'Monday motivation', payload } });
    const events = ['job.failed', 'content.published'];
    await tenant.ask('/api/webhooks', { body: { url: 'https://northwind.example/hooks/epic', events } });
    // One that still runs.
    await system.setFault({ latencyMs: 10_000 });
    await tenant.createJob({ ...payload, topic: 'Beans from Huila, and who grows them' });
  });

  afterAll(() => visitor?.context.close());

  it.each(PAGES)('is easy to take in: %s', async (name, path, text) => {
    const { page } = visitor;
    await page.goto(stage().urlOf(path.replace(':id', contentId)));
    await page.locator('main').getByText(text).first().waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await stage().examine(page, name);
  });
}
