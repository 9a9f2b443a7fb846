export {
  AttemptOutcome,
  ContentStatus,
  ContentType,
  CtaStyle,
  JobStatus,
  JobType,
  NotificationKind,
  Platform,
} from './generated/enums.js';
