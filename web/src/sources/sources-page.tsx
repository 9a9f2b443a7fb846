import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { FormDialog } from '../parts/form-dialog.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { RecordFact, RecordList } from '../parts/record-list.js';
import { Empty } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { When } from '../parts/time.js';
import { useRecords } from '../parts/use-records.js';
import { PageLink, useBrandId, useBrandTag, useHref } from '../shell/brand.js';
import { SyncButton } from './source-actions.js';
import { newSourceSchema, sourceChoices, sourceTypeName } from './source-forms.js';

type Source = Schema<'ContextSource'>;

/** Where the context of the brands comes from, and how well it can be read. */
export function SourcesPage() {
  const api = useApi();
  const brandId = useBrandId();
  const [isAdding, setAdding] = useState(false);
  const records = useRecords(['sources', 'list', brandId], async (page) => {
    const query = { ...page, ...(brandId !== null && { brandId }) };
    const { contextSources, nextCursor } = await answerOf(api.GET('/api/context-sources', { params: { query } }));
    return { rows: contextSources, nextCursor };
  });
  return (
    <>
      <PageHead title="Sources" note="Websites, feeds and documents that posts are written from.">
        <button type="button" className="button primary" onClick={() => setAdding(true)}>
          {icons.plus} Add a source
        </button>
      </PageHead>
      <RecordList
        label="Sources"
        className="source"
        records={records}
        keyOf={({ id }) => id}
        empty={
          <Empty title="No sources yet">
            <p>Add the brand’s website or feed: what is read there is what posts are written from.</p>
          </Empty>
        }
      >
        {(source) => <SourceRow source={source} />}
      </RecordList>
      {isAdding && <AddSource onClose={() => setAdding(false)} />}
    </>
  );
}

function SourceRow({ source }: { source: Source }) {
  const { id, name, type, url, status, consecutiveFailures, lastError, lastSyncAt, nextSyncAt } = source;
  const brand = useBrandTag(source.brandId);
  return (
    <>
      <div className="record-main">
        <p className="record-title">
          <PageLink to={`/sources/${id}`} className="row-link">
            <bdi>{name}</bdi>
          </PageLink>
          <span className="tag">{sourceTypeName(type)}</span>
          {brand !== null && <span className="faint">{brand}</span>}
        </p>
        <p className="subject">
          <bdi>{url}</bdi>
        </p>
        {lastError !== null && (
          <p className="record-wrong">
            {consecutiveFailures > 1 && `${consecutiveFailures} times in a row: `}
            {lastError}
          </p>
        )}
      </div>
      <Status status={status} />
      <div className="record-facts">
        <RecordFact term="Last read">{lastSyncAt === null ? 'never' : <When at={lastSyncAt} />}</RecordFact>
        {status !== 'PAUSED' && (
          <RecordFact term="Next">{nextSyncAt === null ? 'soon' : <When at={nextSyncAt} />}</RecordFact>
        )}
      </div>
      <div className="actions">
        <SyncButton source={source} />
      </div>
    </>
  );
}

function AddSource({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const brands = useBrands();
  const href = useHref();
  const brandId = useBrandId() ?? (brands.length === 1 ? brands[0]!.id : undefined);
  const [, navigate] = useLocation();
  return (
    <FormDialog
      title="Add a source"
      action="Add the source"
      schemaOf={newSourceSchema}
      start={{ type: 'WEBSITE', brandId }}
      choices={{ ...sourceChoices, brandId: brands.map(({ id, name }) => ({ id, label: name })) }}
      changes={['sources']}
      change={(body) => answerOf(api.POST('/api/context-sources', { body: body as Schema<'CreateContextSource'> }))}
      said={({ name }) => `Added ${name}. Sync it now, or it is read in its time.`}
      onDone={({ id }) => navigate(href(`/sources/${id}`))}
      onClose={onClose}
    />
  );
}
