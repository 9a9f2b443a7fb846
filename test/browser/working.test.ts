import { describe } from 'vitest';
import { describeOnStage } from '../support/on-stage.js';
import { describeCalendar } from './pages/calendar.js';
import { describeContent } from './pages/content.js';
import { describeJobs } from './pages/jobs.js';
import { describeLearnings } from './pages/learnings.js';
import { describeOverview } from './pages/overview.js';

/** Each part makes its own organizations. */
describeOnStage((stage) => {
  describe('the overview', () => {
    describeOverview(stage);
  });
  describe('jobs', () => {
    describeJobs(stage);
  });
  describe('content', () => {
    describeContent(stage);
  });
  describe('the calendar', () => {
    describeCalendar(stage);
  });
  describe('learnings', () => {
    describeLearnings(stage);
  });
});
