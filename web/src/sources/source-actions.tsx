import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { ChangeButton, ConfirmButton } from '../parts/change-button.js';
import { FormDialog } from '../parts/form-dialog.js';
import { icons } from '../parts/icons.js';
import { useHref } from '../shell/brand.js';
import { sourceChoices, sourceSchema } from './source-forms.js';

type Source = Schema<'ContextSource'>;

/** Reads a source now. */
export function SyncButton({ source: { id, name, status }, isPrimary }: { source: Source; isPrimary?: boolean }) {
  const api = useApi();
  return (
    <ChangeButton
      icon="retry"
      label={isPrimary ? undefined : `Sync now: ${name}`}
      isPrimary={isPrimary}
      disabled={status === 'PAUSED'}
      changes={['sources']}
      change={(_, key) => {
        const params = { path: { id }, header: { 'Idempotency-Key': key } };
        return answerOf(api.POST('/api/context-sources/{id}/sync', { params }));
      }}
      said={() => `${name} is read now.`}
    >
      Sync now
    </ChangeButton>
  );
}

/** What can be done to a source in its state. */
export function SourceActions({ source }: { source: Source }) {
  const { id, name, type, url, fileName, mimeType, maxItems, status } = source;
  const api = useApi();
  const href = useHref();
  const [, navigate] = useLocation();
  const [isEdited, setEdited] = useState(false);
  const path = { params: { path: { id } } };
  return (
    <>
      <SyncButton source={source} isPrimary />
      {status === 'PAUSED' ? (
        <ChangeButton
          icon="play"
          changes={['sources']}
          change={() => answerOf(api.POST('/api/context-sources/{id}/resume', path))}
          said={() => `${name} is read again.`}
        >
          Resume
        </ChangeButton>
      ) : (
        <ChangeButton
          icon="pause"
          changes={['sources']}
          change={() => answerOf(api.POST('/api/context-sources/{id}/pause', path))}
          said={() => `${name} is not read until it is resumed.`}
        >
          Pause
        </ChangeButton>
      )}
      <button type="button" className="button" onClick={() => setEdited(true)}>
        {icons.edit} Edit
      </button>
      <ConfirmButton
        icon="remove"
        label="Delete"
        title="Delete this source"
        action="Delete it and its items"
        changes={['sources']}
        change={() => answerOf(api.DELETE('/api/context-sources/{id}', path))}
        said={() => `Deleted ${name}.`}
        onDone={() => navigate(href('/sources'))}
      >
        <p>
          <bdi>{name}</bdi> is deleted with everything that was read from it. What was written with its help stays.
        </p>
      </ConfirmButton>
      {isEdited && (
        <FormDialog
          title="Edit the source"
          action="Save"
          schemaOf={() => sourceSchema(type)}
          start={{ name, url, fileName, mimeType, maxItems: maxItems ?? undefined }}
          choices={sourceChoices}
          changes={['sources']}
          change={(body) => answerOf(api.PATCH('/api/context-sources/{id}', { ...path, body }))}
          said={() => 'Saved.'}
          onClose={() => setEdited(false)}
        />
      )}
    </>
  );
}
