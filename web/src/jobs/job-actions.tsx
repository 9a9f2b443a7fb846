import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { Confirm } from '../parts/dialog.js';
import { icons } from '../parts/icons.js';
import { useNotice } from '../parts/notice.js';
import { PageLink, useHref } from '../shell/brand.js';
import { isFinal } from './describe-job.js';
import { placesOf } from './job-places.js';

type Job = Schema<'JobWithHistory'>;

/** What can be done to a job in its state. */
export function JobActions({ job }: { job: Job }) {
  const { id, status, acknowledgedAt, cancelRequestedAt } = job;
  const api = useApi();
  const queries = useQueryClient();
  const tell = useNotice();
  const href = useHref();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const path = { params: { path: { id } } };

  const lookAgain = () => {
    void queries.invalidateQueries({ queryKey: ['job', id] });
    void queries.invalidateQueries({ queryKey: ['dashboard'] });
  };
  const onError = (error: Error) => tell(error.message);
  const cancel = useMutation({
    mutationFn: () => answerOf(api.DELETE('/api/jobs/{id}', path)),
    onSettled: lookAgain,
    onSuccess: () => setAsking(false),
  });
  const retry = useMutation({
    mutationFn: () =>
      answerOf(api.POST('/api/jobs/{id}/retry', { params: { path: { id }, header: { 'Idempotency-Key': key } } })),
    onSettled: lookAgain,
    onError,
    onSuccess(created) {
      tell('Runs again, as a new job.');
      navigate(href(`/jobs/${created.id}`));
    },
  });
  const acknowledge = useMutation({
    mutationFn: () => answerOf(api.POST('/api/jobs/{id}/acknowledge', path)),
    onSettled: lookAgain,
    onError,
  });

  const made =
    status === 'COMPLETED' ? placesOf({ ...job, payload: {} }).find(({ term }) => term === 'Content') : undefined;
  return (
    <>
      {made && (
        <PageLink to={made.to} className="button primary">
          {icons.content} {made.text}
        </PageLink>
      )}
      {status === 'FAILED' && acknowledgedAt === null && (
        <button type="button" className="button" disabled={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
          {icons.check} Acknowledge
        </button>
      )}
      {(status === 'FAILED' || status === 'CANCELLED') && (
        <button type="button" className="button primary" disabled={retry.isPending} onClick={() => retry.mutate()}>
          {icons.retry} Retry
        </button>
      )}
      {!isFinal(job) && (
        <button type="button" className="button" disabled={cancelRequestedAt !== null} onClick={() => setAsking(true)}>
          {icons.stop} {cancelRequestedAt === null ? 'Cancel' : 'Stopping …'}
        </button>
      )}
      {isAsking && (
        <Confirm
          title="Cancel this job"
          action="Cancel the job"
          isBusy={cancel.isPending}
          error={cancel.error}
          onConfirm={() => cancel.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>
            {status === 'RUNNING'
              ? 'Its worker is asked to stop. What it has done already stays done.'
              : 'It has not begun, and will not.'}
          </p>
        </Confirm>
      )}
    </>
  );
}
