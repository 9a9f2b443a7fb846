import { useParams } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { PageHead } from '../parts/page-head.js';
import { Fact } from '../parts/record-list.js';
import { RecordPage } from '../parts/record-page.js';
import { Status } from '../parts/status.js';
import { Planned, When } from '../parts/time.js';
import { OutsideLink } from '../parts/outside-link.js';
import { SourceActions } from './source-actions.js';
import { sourceTypeName } from './source-forms.js';
import { SourceItems } from './source-items.js';

/** A source: how well it can be read, and what was read. */
export function SourcePage() {
  const { id = '' } = useParams();
  const api = useApi();
  return (
    <RecordPage
      list={{ to: '/sources', title: 'Sources' }}
      queryKey={['sources', 'one', id]}
      read={() => answerOf(api.GET('/api/context-sources/{id}', { params: { path: { id } } }))}
    >
      {(source) => (
        <>
          <PageHead title={source.name} note={<OutsideLink to={source.url}>{source.url}</OutsideLink>}>
            <SourceActions source={source} />
          </PageHead>
          <SourceFacts source={source} />
          <SourceItems sourceId={id} />
        </>
      )}
    </RecordPage>
  );
}

function SourceFacts({ source }: { source: Schema<'ContextSource'> }) {
  const { brandId, type, fileName, maxItems, status, consecutiveFailures, lastError, lastSyncAt, nextSyncAt } = source;
  const brand = useBrands().find(({ id }) => id === brandId);
  return (
    <section className="card about" aria-label="About the source">
      <Status status={status} />
      {lastError !== null && (
        <p className="record-wrong" role="status">
          {consecutiveFailures > 1 && `Could not be read ${consecutiveFailures} times in a row. The last time: `}
          {lastError}
        </p>
      )}
      <dl className="facts">
        <Fact term="Type">{sourceTypeName(type)}</Fact>
        <Fact term="Brand">{brand?.name ?? '–'}</Fact>
        {fileName !== null && <Fact term="File">{fileName}</Fact>}
        {maxItems !== null && <Fact term="Most items">{maxItems}</Fact>}
        <Fact term="Last read">{lastSyncAt === null ? 'never' : <When at={lastSyncAt} />}</Fact>
        <Fact term="Next">
          {status === 'PAUSED' ? 'when it is resumed' : nextSyncAt === null ? 'soon' : <Planned at={nextSyncAt} />}
        </Fact>
      </dl>
    </section>
  );
}
