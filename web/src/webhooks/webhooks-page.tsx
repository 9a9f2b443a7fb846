import { useState } from 'react';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { FormDialog } from '../parts/form-dialog.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { RecordFact, RecordList } from '../parts/record-list.js';
import { Empty } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { When } from '../parts/time.js';
import { useRecords } from '../parts/use-records.js';
import { useSession } from '../session/use-session.js';
import { PageLink } from '../shell/brand.js';
import { describeEvents, SecretDialog, webhookSchema } from './webhook-form.js';

/** Where the organization is told of what happens. */
export function WebhooksPage() {
  const api = useApi();
  const { isAdmin } = useSession().identity;
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const records = useRecords(['webhooks', 'list'], async (query) => {
    const { webhooks, nextCursor } = await answerOf(api.GET('/api/webhooks', { params: { query } }));
    return { rows: webhooks, nextCursor };
  });
  return (
    <>
      <PageHead
        title="Webhooks"
        note={`Programs of yours that are told of what happens.${isAdmin ? '' : ' Admins add and change them.'}`}
      >
        {isAdmin && (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            {icons.plus} Add a webhook
          </button>
        )}
      </PageHead>
      <RecordList
        label="Webhooks"
        records={records}
        keyOf={({ id }) => id}
        empty={
          <Empty title="No webhooks yet">
            <p>Each event is sent, signed, to the addresses that want it, and again until it is taken.</p>
          </Empty>
        }
      >
        {(webhook) => <WebhookRow webhook={webhook} />}
      </RecordList>
      {isAdding && (
        <FormDialog
          title="Add a webhook"
          action="Add the webhook"
          schemaOf={() => webhookSchema}
          start={{ events: ['job.failed', 'content.published'] }}
          changes={['webhooks']}
          change={(body) => answerOf(api.POST('/api/webhooks', { body: body as unknown as Schema<'CreateWebhook'> }))}
          onDone={(webhook) => setSecret(webhook.secret ?? null)}
          onClose={() => setAdding(false)}
        />
      )}
      {secret !== null && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

/** An endpoint's state as a status. */
export function webhookStatus({ enabled, failingSince }: Schema<'Webhook'>): string {
  if (!enabled) return 'DISABLED';
  return failingSince === null ? 'ACTIVE' : 'FAILING';
}

function WebhookRow({ webhook }: { webhook: Schema<'Webhook'> }) {
  const { id, url, events, disabledReason, failingSince, createdAt } = webhook;
  return (
    <>
      <div className="record-main">
        <p className="record-title">
          <PageLink to={`/webhooks/${id}`} className="row-link">
            <bdi>{url}</bdi>
          </PageLink>
        </p>
        <p className="record-text">{describeEvents(events)}</p>
        {disabledReason !== null && <p className="record-wrong">{disabledReason}</p>}
      </div>
      <Status status={webhookStatus(webhook)} />
      <div className="record-facts">
        {failingSince !== null && (
          <RecordFact term="Failing since">
            <When at={failingSince} />
          </RecordFact>
        )}
        <RecordFact term="Added">
          <When at={createdAt} />
        </RecordFact>
      </div>
    </>
  );
}
