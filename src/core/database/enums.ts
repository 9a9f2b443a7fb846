export {
  AttemptOutcome,
  ContentStatus,
  ContentType,
  ContextSourceStatus,
  ContextSourceType,
  CtaStyle,
  JobStatus,
  JobType,
  NotificationKind,
  Platform,
} from './generated/enums.js';
