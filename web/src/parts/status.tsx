import { words } from './describe.js';

/** How a status looks: done, wrong, needs somebody, under way, or nothing of these. */
const tones: Record<string, 'good' | 'bad' | 'warn' | 'busy' | 'idle'> = {
  COMPLETED: 'good',
  CONFIRMED: 'good',
  PUBLISHED: 'good',
  APPROVED: 'good',
  ACTIVE: 'good',
  DELIVERED: 'good',
  FAILED: 'bad',
  REJECTED: 'bad',
  UNHEALTHY: 'bad',
  RESTRICTED: 'bad',
  LOST: 'bad',
  DISABLED: 'bad',
  FAILING: 'warn',
  UNKNOWN: 'warn',
  NEEDS_REAUTH: 'warn',
  RETRIED: 'warn',
  SNOOZED: 'warn',
  INTERRUPTED: 'warn',
  RUNNING: 'busy',
  SENT: 'busy',
  PLANNED: 'busy',
};

/** What people say of a status whose word alone does not tell them. */
const said: Record<string, string> = {
  NEEDS_REAUTH: 'Access lost',
  UNHEALTHY: 'Cannot be read',
  CONFIRMED: 'Published',
};

/** A status as a word with a mark: never by colour alone. */
export function Status({ status }: { status: string }) {
  const tone = tones[status] ?? 'idle';
  return (
    <span className={`status ${tone}`}>
      <span className={status === 'RUNNING' ? 'mark turning' : 'mark'} aria-hidden="true" />
      {said[status] ?? words(status)}
    </span>
  );
}
