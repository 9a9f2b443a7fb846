import { describe } from 'vitest';
import { describeOnStage } from '../support/on-stage.js';
import { describeAdministration } from './pages/administration.js';
import { describeConnection } from './pages/connection.js';
import { describeMonthOfWork } from './pages/month-of-work.js';
import { describeSession } from './pages/session.js';

/** Each part makes its own organizations; only the one about the connection, which comes last, stops the API. */
describeOnStage((stage) => {
  describe('signing in', () => {
    describeSession(stage);
  });
  describe('the administration', () => {
    describeAdministration(stage);
  });
  describe('a month of work', () => {
    describeMonthOfWork(stage);
  });
  describe('the connection', () => {
    describeConnection(stage);
  });
});
