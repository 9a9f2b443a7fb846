import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { chromiumPath } from '../../scripts/lib/chromium.mjs';
import { DashboardStage } from '../support/dashboard.js';
import { describeJobs } from './pages/jobs.js';
import { describeCalendar } from './pages/calendar.js';
import { describeContent } from './pages/content.js';
import { describeLearnings } from './pages/learnings.js';
import { describeOverview } from './pages/overview.js';
import { describeAdministration } from './pages/administration.js';
import { describeConnection } from './pages/connection.js';
import { describeMonthOfWork } from './pages/month-of-work.js';
import { describeSession } from './pages/session.js';

/** Each part makes its own organizations; only the one about the connection, which comes last, stops the API. */
describe.skipIf(chromiumPath() === undefined)('the dashboard', () => {
  let stage: DashboardStage;

  beforeAll(async () => {
    stage = await DashboardStage.open();
  });

  afterAll(() => stage?.close());

  afterEach(async () => {
    await stage.system.clearFaults();
    expect(stage.problems.splice(0)).toEqual([]);
  });

  const current = () => stage;
  describe('signing in', () => {
    describeSession(current);
  });
  describe('the overview', () => {
    describeOverview(current);
  });
  describe('jobs', () => {
    describeJobs(current);
  });
  describe('content', () => {
    describeContent(current);
  });
  describe('the calendar', () => {
    describeCalendar(current);
  });
  describe('learnings', () => {
    describeLearnings(current);
  });
  describe('the administration', () => {
    describeAdministration(current);
  });
  describe('a month of work', () => {
    describeMonthOfWork(current);
  });
  describe('the connection', () => {
    describeConnection(current);
  });
});
