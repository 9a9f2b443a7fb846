import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { words } from '../parts/describe.js';
import { RecordFact, RecordList } from '../parts/record-list.js';
import { Empty } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { When } from '../parts/time.js';
import { useRecords } from '../parts/use-records.js';

/** No event of a job says that one was sent. */
const LOOK_EVERY_MS = 2_000;

/** What was sent to an endpoint, or waits to be. */
export function Deliveries({ webhookId: id }: { webhookId: string }) {
  const api = useApi();
  const read = async (query: { limit: number; cursor?: string }) => {
    const params = { path: { id }, query };
    const { deliveries, nextCursor } = await answerOf(api.GET('/api/webhooks/{id}/deliveries', { params }));
    return { rows: deliveries, nextCursor };
  };
  const records = useRecords(['webhooks', 'deliveries', id], read, LOOK_EVERY_MS);
  return (
    <section aria-labelledby="deliveries">
      <header className="section-head">
        <h2 id="deliveries">Deliveries</h2>
        <span className="faint">Kept for 30 days</span>
      </header>
      <RecordList
        label="Deliveries"
        className="delivery"
        records={records}
        keyOf={(delivery) => delivery.id}
        empty={
          <Empty title="Nothing was sent yet">
            <p>Send a test, or wait for the next event.</p>
          </Empty>
        }
      >
        {(delivery) => <DeliveryRow delivery={delivery} />}
      </RecordList>
    </section>
  );
}

function DeliveryRow({ delivery }: { delivery: Schema<'WebhookDelivery'> }) {
  const { event, data, status, attempts, nextAttemptAt, lastStatus, lastError, createdAt } = delivery;
  return (
    <>
      <div className="record-main">
        <p className="record-title">
          {words(event)}
          <span className="faint">
            <When at={createdAt} />
          </span>
        </p>
        {lastError !== null && <p className="record-wrong">{lastError}</p>}
        <details className="item-text">
          <summary>What it says</summary>
          <pre>{JSON.stringify(data, undefined, 2)}</pre>
        </details>
      </div>
      <Status status={status} />
      <div className="record-facts">
        <RecordFact term="Attempts">{attempts}</RecordFact>
        {lastStatus !== null && <RecordFact term="Answer">{lastStatus}</RecordFact>}
        {nextAttemptAt !== null && (
          <RecordFact term="Again">
            <When at={nextAttemptAt} />
          </RecordFact>
        )}
      </div>
    </>
  );
}
