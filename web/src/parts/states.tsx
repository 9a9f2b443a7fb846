import type { ReactNode } from 'react';
import { ApiFailure } from '../../../client/client.js';

/** What is shown while nothing is known yet: as many bars as rows are expected, so that nothing jumps. */
export function Loading({ rows = 4 }: { rows?: number }) {
  return (
    <div className="loading" role="status">
      <span className="sr-only">Loading …</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="bar" />
      ))}
    </div>
  );
}

/** What is shown where there is nothing: why, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What is shown instead of what could not be read. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { requestId = null } = error instanceof ApiFailure ? error : {};
  return (
    <div className="failure" role="alert">
      <p>{error.message}</p>
      {requestId !== null && <p className="faint">Request {requestId}</p>}
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
