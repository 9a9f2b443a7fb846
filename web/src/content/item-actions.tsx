import { useId, useState } from 'react';
import { answerOf, ApiFailure } from '../../../client/client.js';
import { platformName } from '../parts/describe.js';
import { Dialog } from '../parts/dialog.js';
import { icons } from '../parts/icons.js';
import { useNotice } from '../parts/notice.js';
import { type Account, type ContentItem, isGoingOut } from './content.js';
import { PublishDialog } from './publish-dialog.js';
import { useItemChange } from './use-content.js';

/** What can be done with an item as it is. */
export function ItemActions({ item, accounts }: { item: ContentItem; accounts: readonly Account[] }) {
  const { id, status } = item;
  const [open, setOpen] = useState<'reject' | 'publish' | null>(null);
  const tell = useNotice();
  const approve = useItemChange(
    id,
    (api, _wish: void) => answerOf(api.POST('/api/content/{id}/approve', { params: { path: { id } } })),
    () => tell('Approved: it can be published.'),
  );
  const isApproved = status === 'APPROVED' || status === 'PUBLISHED';
  return (
    <>
      {status !== 'REJECTED' && !isGoingOut(item) && (
        <button type="button" className="button" onClick={() => setOpen('reject')}>
          {icons.stop} Reject
        </button>
      )}
      {isApproved ? (
        <button type="button" className="button primary" onClick={() => setOpen('publish')}>
          Publish …
        </button>
      ) : (
        <button type="button" className="button primary" disabled={approve.isPending} onClick={() => approve.mutate()}>
          {icons.check} Approve
        </button>
      )}
      {approve.error && <WhyNot error={approve.error} item={item} />}
      {open === 'reject' && <RejectDialog id={id} onClose={() => setOpen(null)} />}
      {open === 'publish' && <PublishDialog item={item} accounts={accounts} onClose={() => setOpen(null)} />}
    </>
  );
}

/** The rules that a text breaks, each with the platform that it is of. */
function WhyNot({ error, item }: { error: Error; item: ContentItem }) {
  const issues = error instanceof ApiFailure ? (error.details.issues as Issue[] | undefined) : undefined;
  const lines = issues?.map(({ path, message }) => {
    const variation = path[0] === 'variations' ? item.variations[Number(path[1])] : undefined;
    return variation ? `${platformName(variation.platform)}: ${message}` : message;
  });
  return (
    <ul className="why-not form-error" role="alert">
      {(lines ?? [error.message]).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface Issue {
  path: (string | number)[];
  message: string;
}

/** The API's limit. */
const MAX_REASON = 500;

function RejectDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const fieldId = useId();
  const tell = useNotice();
  const reject = useItemChange(
    id,
    (api, body: { reason?: string }) =>
      answerOf(api.POST('/api/content/{id}/reject', { params: { path: { id } }, body })),
    () => {
      tell('Rejected: it will not be published.');
      onClose();
    },
  );
  return (
    <Dialog
      title="Reject this content"
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            Leave it
          </button>
          <button
            type="button"
            className="button danger"
            disabled={reject.isPending}
            onClick={() => reject.mutate(reason.trim() === '' ? {} : { reason: reason.trim() })}
          >
            Reject
          </button>
        </>
      }
    >
      <p>It stays here and is not published. It can be changed and approved later.</p>
      <div className="field">
        <label htmlFor={fieldId}>
          Reason <span className="faint">(optional)</span>
        </label>
        <textarea
          id={fieldId}
          rows={3}
          maxLength={MAX_REASON}
          value={reason}
          aria-describedby={`${fieldId}-hint`}
          onChange={({ target }) => setReason(target.value)}
        />
        <span id={`${fieldId}-hint`} className="hint">
          Sent along, but not kept: nothing reads it yet.
        </span>
      </div>
      {reject.error && (
        <p className="form-error" role="alert">
          {reject.error.message}
        </p>
      )}
    </Dialog>
  );
}
