import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answerOf, ApiFailure, type Schema } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { useJobTypes } from '../api/job-types.js';
import { typeName } from '../parts/describe.js';
import { Dialog } from '../parts/dialog.js';
import {
  completeValues,
  type FormValues,
  fromLocalInput,
  issuesByField,
  missingChoices,
  toLocalInput,
} from '../parts/form-fields.js';
import { JsonForm } from '../parts/json-form.js';
import { useNotice } from '../parts/notice.js';
import { Failure, Loading } from '../parts/states.js';
import { useBrandId, useHref } from '../shell/brand.js';
import { useLocation } from 'wouter';
import { useJobChoices } from './job-choices.js';

/** The token says it, and no other is let in. */
const HIDDEN = ['organizationId'];

/** Creates a job of any type, by a form made of the type's own schema; `type` is the one that is chosen at first. */
export function CreateJobDialog({ onClose, type }: { onClose: () => void; type?: Schema<'JobType'> }) {
  const types = useJobTypes();
  const formId = useId();
  const create = useCreateJob(onClose);
  return (
    <Dialog
      title="New job"
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" form={formId} className="button primary" disabled={create.isPending || !types.data}>
            Create the job
          </button>
        </>
      }
    >
      {types.isPending && <Loading rows={5} />}
      {types.error && <Failure error={types.error} onRetry={() => void types.refetch()} />}
      {types.data && (
        <CreateJobForm id={formId} types={types.data} first={type} error={create.error} onSubmit={create.mutate} />
      )}
    </Dialog>
  );
}

function useCreateJob(onDone: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const tell = useNotice();
  const href = useHref();
  const [, navigate] = useLocation();
  // The same however often it is sent: a click on a slow line creates one job.
  const [key] = useState(() => crypto.randomUUID());
  const [tries, setTries] = useState(0);
  return useMutation({
    mutationFn: (body: Schema<'CreateJob'>) =>
      answerOf(api.POST('/api/jobs', { body, params: { header: { 'Idempotency-Key': `${key}-${tries}` } } })),
    // Refused as it is: what is sent next is another request.
    onError: (error) => error instanceof ApiFailure && error.status >= 400 && error.status < 500 && setTries(tries + 1),
    onSuccess({ id, type }) {
      void queries.invalidateQueries({ queryKey: ['dashboard'] });
      tell(`Created: ${typeName(type)}.`);
      onDone();
      navigate(href(`/jobs/${id}`));
    },
  });
}

interface CreateJobFormProps {
  id: string;
  types: NonNullable<ReturnType<typeof useJobTypes>['data']>;
  first: string | undefined;
  error: Error | null;
  onSubmit: (body: Schema<'CreateJob'>) => void;
}

function CreateJobForm({ id, types, first, error, onSubmit }: CreateJobFormProps) {
  const brandId = useBrandId();
  const brands = useBrands();
  const { choices, filledInBy } = useJobChoices();
  const [type, setType] = useState(first ?? types[0]!.type);
  const [values, setValues] = useState<FormValues>(() => startingWith(brandId, brands));
  const [options, setOptions] = useState({ priority: 'NORMAL', runAt: '', dryRun: false });
  const { summary, payload } = types.find((each) => each.type === type)!;
  const names = Object.keys(payload.properties ?? {});
  const [missing, setMissing] = useState<Record<string, string>>({});
  const refused = error instanceof ApiFailure ? issuesByField(error.details, names) : {};
  const issues = Object.keys(missing).length > 0 ? missing : refused;
  const typeId = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacking = missingChoices(payload, values);
    setMissing(lacking);
    if (Object.keys(lacking).length > 0) return;
    const { priority, runAt, dryRun } = options;
    onSubmit({
      type,
      payload: completeValues(payload, values),
      priority,
      ...(runAt !== '' && { runAt }),
      ...(dryRun && { dryRun }),
    } as Schema<'CreateJob'>);
  };

  return (
    <form id={id} className="form" onSubmit={submit}>
      <div className="field">
        <label htmlFor={typeId}>Type</label>
        <select
          id={typeId}
          value={type}
          aria-describedby={`${typeId}-hint`}
          onChange={({ target }) => setType(target.value)}
        >
          {types.map((each) => (
            <option key={each.type} value={each.type}>
              {typeName(each.type)}
            </option>
          ))}
        </select>
        <span id={`${typeId}-hint`} className="hint">
          {summary}
        </span>
      </div>
      <JsonForm
        schema={payload}
        values={values}
        onChange={(name, value) => {
          setValues((last) => ({ ...last, [name]: value, ...filledInBy(name, value) }));
          setMissing(({ [name]: _, ...others }) => others);
        }}
        issues={issues}
        choices={choices}
        hidden={HIDDEN}
      />
      <JobOptions {...options} onChange={(change) => setOptions({ ...options, ...change })} />
      {error && (
        <p className="form-error" role="alert">
          {error.message}
        </p>
      )}
    </form>
  );
}

/** The brand that is looked at, or the only one there is. */
function startingWith(brandId: string | null, brands: readonly { id: string }[]): FormValues {
  const known = brandId ?? (brands.length === 1 ? brands[0]!.id : null);
  return known === null ? {} : { brandId: known };
}

interface JobOptionsProps {
  priority: string;
  runAt: string;
  dryRun: boolean;
  onChange: (change: { priority?: string; runAt?: string; dryRun?: boolean }) => void;
}

/** What any job has beside its payload. */
function JobOptions({ priority, runAt, dryRun, onChange }: JobOptionsProps) {
  const id = useId();
  return (
    <details className="more">
      <summary>When and how</summary>
      <div className="field">
        <label htmlFor={`${id}-priority`}>Priority</label>
        <select id={`${id}-priority`} value={priority} onChange={({ target }) => onChange({ priority: target.value })}>
          <option value="HIGH">High</option>
          <option value="NORMAL">Normal</option>
          <option value="LOW">Low</option>
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-runAt`}>
          Not before <span className="faint">(optional)</span>
        </label>
        <input
          id={`${id}-runAt`}
          type="datetime-local"
          value={toLocalInput(runAt)}
          onChange={({ target }) => onChange({ runAt: fromLocalInput(target.value) })}
        />
      </div>
      <label className="box">
        <input type="checkbox" checked={dryRun} onChange={({ target }) => onChange({ dryRun: target.checked })} />
        Dry run: do everything but publish, save or pay
      </label>
    </details>
  );
}
