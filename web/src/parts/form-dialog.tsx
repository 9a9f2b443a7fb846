import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { ApiFailure } from '../../../client/client.js';
import type { JsonSchema } from '../api/job-types.js';
import { Dialog } from './dialog.js';
import { completeValues, type FormValues, issuesByField } from './form-fields.js';
import { type Choice, JsonForm } from './json-form.js';
import { type Change, useChange } from './use-change.js';

interface FormDialogProps<Answer> extends Omit<Change<FormValues, Answer>, 'onError'> {
  title: string;
  /** What the button says. */
  action: string;
  /** What is asked for, which may depend on what was entered. */
  schemaOf: (values: FormValues) => JsonSchema;
  /** What stands in the form at first. */
  start: FormValues;
  /** What the ids of a property stand for. */
  choices?: Readonly<Record<string, readonly Choice[]>>;
  /** What else an entry settles. */
  filledInBy?: (name: string, value: unknown) => FormValues;
  onClose: () => void;
  /** Stands above the form. */
  children?: ReactNode;
}

/** Asks for an object and saves it: what is wrong is said beside its field. It is closed once it is saved. */
export function FormDialog<Answer>(props: FormDialogProps<Answer>) {
  const { title, action, schemaOf, start, choices = {}, filledInBy, onClose, children, ...change } = props;
  const formId = useId();
  const [values, setValues] = useState(start);
  const schema = schemaOf(values);
  const save = useChange<Answer, FormValues>({
    ...change,
    onDone(answer) {
      onClose();
      change.onDone?.(answer);
    },
  });
  const issues =
    save.error instanceof ApiFailure ? issuesByField(save.error.details, Object.keys(schema.properties ?? {})) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(completeValues(schema, values));
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" form={formId} className="button primary" disabled={save.isPending}>
            {action}
          </button>
        </>
      }
    >
      {children}
      <form id={formId} className="form" autoComplete="off" onSubmit={submit}>
        <JsonForm
          schema={schema}
          values={values}
          onChange={(name, value) => setValues((last) => ({ ...last, [name]: value, ...filledInBy?.(name, value) }))}
          issues={issues}
          choices={choices}
          hidden={[]}
        />
        {save.error && (
          <p className="form-error" role="alert">
            {save.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
