import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { ChangeButton, ConfirmButton } from '../parts/change-button.js';
import { FormDialog } from '../parts/form-dialog.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { Fact } from '../parts/record-list.js';
import { RecordPage } from '../parts/record-page.js';
import { Status } from '../parts/status.js';
import { When } from '../parts/time.js';
import { useSession } from '../session/use-session.js';
import { useHref } from '../shell/brand.js';
import { Deliveries } from './deliveries.js';
import { describeEvents, SecretDialog, webhookSchema } from './webhook-form.js';
import { webhookStatus } from './webhooks-page.js';

type Webhook = Schema<'Webhook'>;

/** An endpoint, and what was sent to it. */
export function WebhookPage() {
  const { id = '' } = useParams();
  const api = useApi();
  const { isAdmin } = useSession().identity;
  return (
    <RecordPage
      list={{ to: '/webhooks', title: 'Webhooks' }}
      queryKey={['webhooks', 'one', id]}
      read={() => answerOf(api.GET('/api/webhooks/{id}', { params: { path: { id } } }))}
    >
      {(webhook) => (
        <>
          <PageHead title={webhook.url} note={isAdmin ? undefined : 'Admins test and change webhooks.'}>
            {isAdmin && <WebhookActions webhook={webhook} />}
          </PageHead>
          <WebhookFacts webhook={webhook} />
          <Deliveries webhookId={id} />
        </>
      )}
    </RecordPage>
  );
}

function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { events, disabledReason, failingSince, createdAt } = webhook;
  return (
    <section className="card about" aria-label="About the webhook">
      <Status status={webhookStatus(webhook)} />
      {disabledReason !== null && <p className="record-wrong">{disabledReason}</p>}
      <dl className="facts">
        <Fact term="Events">{describeEvents(events)}</Fact>
        {failingSince !== null && (
          <Fact term="Failing since">
            <When at={failingSince} />
          </Fact>
        )}
        <Fact term="Added">
          <When at={createdAt} />
        </Fact>
      </dl>
    </section>
  );
}

function WebhookActions({ webhook: { id, url, events, enabled } }: { webhook: Webhook }) {
  const api = useApi();
  const href = useHref();
  const [, navigate] = useLocation();
  const [isEdited, setEdited] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const path = { params: { path: { id } } };
  const update = (body: Schema<'UpdateWebhook'>) => answerOf(api.PATCH('/api/webhooks/{id}', { ...path, body }));
  return (
    <>
      <ChangeButton
        icon="send"
        isPrimary
        disabled={!enabled}
        changes={['webhooks']}
        change={() => answerOf(api.POST('/api/webhooks/{id}/test', path))}
        said={() => 'A test event is sent.'}
      >
        Send a test
      </ChangeButton>
      <ChangeButton
        icon={enabled ? 'pause' : 'play'}
        changes={['webhooks']}
        change={() => update({ enabled: !enabled })}
        said={() => (enabled ? 'Nothing is sent there until it is enabled.' : 'Events are sent there again.')}
      >
        {enabled ? 'Disable' : 'Enable'}
      </ChangeButton>
      <button type="button" className="button" onClick={() => setEdited(true)}>
        {icons.edit} Edit
      </button>
      <ConfirmButton
        icon="key"
        label="New secret"
        title="Make a new secret"
        action="Make a new secret"
        changes={['webhooks']}
        change={() => update({ rotateSecret: true })}
        onDone={(webhook) => setSecret(webhook.secret ?? null)}
      >
        <p>From then on the old one signs nothing: until the receiver has the new one, it refuses every event.</p>
      </ConfirmButton>
      <ConfirmButton
        icon="remove"
        label="Delete"
        title="Delete this webhook"
        action="Delete the webhook"
        changes={['webhooks']}
        change={() => answerOf(api.DELETE('/api/webhooks/{id}', path))}
        said={() => 'Deleted the webhook.'}
        onDone={() => navigate(href('/webhooks'))}
      >
        <p>It is deleted with the record of what was sent to it.</p>
      </ConfirmButton>
      {isEdited && (
        <FormDialog
          title="Edit the webhook"
          action="Save"
          schemaOf={() => webhookSchema}
          start={{ url, events }}
          changes={['webhooks']}
          change={update}
          said={() => 'Saved.'}
          onClose={() => setEdited(false)}
        />
      )}
      {secret !== null && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}
