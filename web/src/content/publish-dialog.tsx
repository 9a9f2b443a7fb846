import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answerOf, ApiFailure, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { platformName } from '../parts/describe.js';
import { describeMinute } from '../parts/describe-time.js';
import { Dialog } from '../parts/dialog.js';
import { fromLocalInput, toLocalInput } from '../parts/form-fields.js';
import { useNotice } from '../parts/notice.js';
import { type Account, accountName, type ContentItem, type Variation } from './content.js';
import { PlatformMark } from './platform-mark.js';

interface PublishDialogProps {
  item: ContentItem;
  accounts: readonly Account[];
  onClose: () => void;
}

const HOUR_MS = 3_600_000;

/** Publishes texts of an approved item, each on an account of its platform, now or later. */
export function PublishDialog({ item, accounts, onClose }: PublishDialogProps) {
  const [chosen, setChosen] = useState(() => firstChoices(item, accounts));
  const [isLater, setLater] = useState(false);
  const [at, setAt] = useState(() => new Date(Date.now() + HOUR_MS).toISOString());
  const formId = useId();
  const publish = usePublish(item, onClose);
  const pairs = Object.entries(chosen).flatMap(([variationId, socialAccountId]) =>
    socialAccountId === '' ? [] : [{ variationId, socialAccountId }],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    publish.mutate({ accounts: pairs, ...(isLater && { scheduledFor: at }) });
  };
  return (
    <Dialog
      title="Publish"
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            form={formId}
            className="button primary"
            disabled={publish.isPending || pairs.length === 0 || (isLater && at === '')}
          >
            {isLater ? 'Plan' : 'Publish'} {pairs.length === 1 ? '1 post' : `${pairs.length} posts`}
          </button>
        </>
      }
    >
      <form id={formId} className="form" onSubmit={submit}>
        {item.variations.map((variation) => (
          <AccountField
            key={variation.id}
            variation={variation}
            accounts={accounts.filter(({ platform }) => platform === variation.platform)}
            value={chosen[variation.id] ?? ''}
            onChange={(accountId) => setChosen({ ...chosen, [variation.id]: accountId })}
          />
        ))}
        <fieldset className="field">
          <legend>When</legend>
          <div className="boxes">
            <label className="box">
              <input type="radio" name="when" checked={!isLater} onChange={() => setLater(false)} /> Now
            </label>
            <label className="box">
              <input type="radio" name="when" checked={isLater} onChange={() => setLater(true)} /> Later
            </label>
          </div>
        </fieldset>
        {isLater && (
          <div className="field">
            <label htmlFor={`${formId}-at`}>Day and time</label>
            <input
              id={`${formId}-at`}
              type="datetime-local"
              required
              value={toLocalInput(at)}
              aria-describedby={`${formId}-zone`}
              onChange={({ target }) => setAt(fromLocalInput(target.value))}
            />
            <span id={`${formId}-zone`} className="hint">
              {at === '' ? 'In your time zone' : describeMinute(at)}
            </span>
          </div>
        )}
        {publish.error && (
          <p className="form-error" role="alert">
            {publish.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}

/** Of each text the first account that works, unless it is out or on its way there already. */
function firstChoices(item: ContentItem, accounts: readonly Account[]): Record<string, string> {
  return Object.fromEntries(
    item.variations.map((variation) => {
      const free = accounts.find(({ platform, status, id }) => {
        return platform === variation.platform && status === 'ACTIVE' && !isTaken(variation, id);
      });
      return [variation.id, free?.id ?? ''];
    }),
  );
}

const isTaken = ({ publications }: Variation, accountId: string): boolean =>
  publications.some(({ socialAccountId, status }) => socialAccountId === accountId && status === 'CONFIRMED');

function usePublish({ id }: ContentItem, onDone: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const tell = useNotice();
  // The same however often it is sent: a click on a slow line publishes once.
  const [key] = useState(() => crypto.randomUUID());
  const [tries, setTries] = useState(0);
  return useMutation({
    mutationFn: (body: Schema<'PublishContent'>) => {
      const params = { path: { id }, header: { 'Idempotency-Key': `${key}-${tries}` } };
      return answerOf(api.POST('/api/content/{id}/publish', { params, body }));
    },
    // Refused as it is: what is sent next is another request.
    onError: (error) => error instanceof ApiFailure && error.status >= 400 && error.status < 500 && setTries(tries + 1),
    onSuccess({ jobs }, { scheduledFor }) {
      void queries.invalidateQueries({ queryKey: ['content'] });
      void queries.invalidateQueries({ queryKey: ['posts'] });
      const posts = jobs.length === 1 ? '1 post' : `${jobs.length} posts`;
      tell(
        scheduledFor === undefined ? `${posts} on the way.` : `${posts} planned for ${describeMinute(scheduledFor)}.`,
      );
      onDone();
    },
  });
}

interface AccountFieldProps {
  variation: Variation;
  accounts: readonly Account[];
  value: string;
  onChange: (accountId: string) => void;
}

function AccountField({ variation, accounts, value, onChange }: AccountFieldProps) {
  const id = useId();
  const name = platformName(variation.platform);
  const title = (
    <>
      <PlatformMark platform={variation.platform} /> {name}
    </>
  );
  if (accounts.length === 0) {
    return (
      <p className="field">
        <span className="field-title">{title}</span>
        <span className="hint">The brand has no account on {name}: connect one first.</span>
      </p>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>{title}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">Not on {name}</option>
        {accounts.map((account) => (
          <option key={account.id} value={account.id} disabled={isTaken(variation, account.id)}>
            {accountName(account)}
            {noteFor(variation, account)}
          </option>
        ))}
      </select>
    </div>
  );
}

function noteFor(variation: Variation, { id, status }: Account): string {
  if (isTaken(variation, id)) return ' (published)';
  if (status === 'NEEDS_REAUTH') return ' (must be connected again)';
  return status === 'RESTRICTED' ? ' (restricted)' : '';
}
