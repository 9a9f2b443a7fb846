export {
  AttemptOutcome,
  ContentStatus,
  ContentType,
  CtaStyle,
  JobStatus,
  JobType,
  Platform,
} from './generated/enums.js';
