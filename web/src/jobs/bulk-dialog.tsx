import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { describeCount, typeName, words } from '../parts/describe.js';
import { Confirm } from '../parts/dialog.js';
import { useNotice } from '../parts/notice.js';
import type { JobFilter } from './job-list.js';

export type BulkAction = 'cancel' | 'retry';

/** What each can be done to. */
const fitting = { cancel: ['PENDING', 'RUNNING'], retry: ['FAILED', 'CANCELLED'] } as const;

/** What "several" means where the filter says nothing: a cancelled job was meant to end. */
const usual = { cancel: ['PENDING', 'RUNNING'], retry: ['FAILED'] } as const;

interface BulkDialogProps {
  action: BulkAction;
  filter: JobFilter;
  onClose: () => void;
}

/** Cancels or retries every job that fits the filter and was there when the dialog was opened. */
export function BulkDialog({ action, filter, onClose }: BulkDialogProps) {
  const api = useApi();
  const queries = useQueryClient();
  const tell = useNotice();
  const brand = useBrands().find(({ id }) => id === filter.brandId);
  const [createdBefore] = useState(() => new Date().toISOString());
  const chosen = fitting[action].filter((status) => filter.status.includes(status));
  const status = chosen.length > 0 ? chosen : [...usual[action]];
  const selection = {
    status,
    ...(filter.type.length > 0 && { type: filter.type }),
    ...(filter.brandId !== null && { brandId: filter.brandId }),
  };

  const count = useQuery({
    queryKey: ['job-count', selection],
    queryFn: async () =>
      (await answerOf(api.GET('/api/jobs', { params: { query: { ...selection, limit: 1 } } }))).totalCount,
    staleTime: 0,
  });
  const act = useMutation({
    mutationFn: () => {
      const body = { ...selection, createdBefore };
      return answerOf(
        action === 'cancel' ? api.POST('/api/jobs/cancel', { body }) : api.POST('/api/jobs/retry', { body }),
      );
    },
    onSuccess({ affected }) {
      void queries.invalidateQueries({ queryKey: ['dashboard'] });
      const jobs = affected === 1 ? '1 job' : `${describeCount(affected)} jobs`;
      tell(action === 'cancel' ? `Cancelled ${jobs}.` : `Created ${jobs}.`);
      onClose();
    },
  });

  const number = count.data === undefined ? '' : `${describeCount(count.data)} `;
  const verb = action === 'cancel' ? 'Cancel' : 'Retry';
  return (
    <Confirm
      title={`${verb} several jobs`}
      action={count.data === 1 ? `${verb} 1 job` : `${verb} ${number}jobs`}
      isBusy={act.isPending || count.data === undefined || count.data === 0}
      error={act.error ?? count.error}
      onConfirm={() => act.mutate()}
      onClose={onClose}
    >
      <p>
        {action === 'cancel'
          ? 'Jobs that wait are cancelled at once; those that run are asked to stop.'
          : 'Each is run again as a new job, up to the limit of unfinished jobs.'}{' '}
        This is about every job that fits the filters, at most 1,000 at a time:
      </p>
      <dl className="facts">
        <div>
          <dt>Status</dt>
          <dd>{status.map(words).join(', ')}</dd>
        </div>
        <div>
          <dt>Type</dt>
          <dd>{filter.type.map(typeName).join(', ') || 'All types'}</dd>
        </div>
        <div>
          <dt>Brand</dt>
          <dd>{brand?.name ?? 'All brands'}</dd>
        </div>
      </dl>
    </Confirm>
  );
}
