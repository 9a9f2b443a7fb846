import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useBrands } from '../api/api.js';
import { CreateJobDialog } from '../jobs/create-job-dialog.js';
import { icons } from '../parts/icons.js';
import { platformName, words } from '../parts/describe.js';
import { PageHead } from '../parts/page-head.js';
import { Empty, Failure, Loading } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { When } from '../parts/time.js';
import { VirtualList } from '../parts/virtual-list.js';
import { PageLink, useBrandId } from '../shell/brand.js';
import { CONTENT_STATUSES, type ContentItem, type ContentStatus } from './content.js';
import { PlatformMark } from './platform-mark.js';
import { useContentList } from './use-content.js';
import '../styles/content.css';

/** What was written, for all brands or one, by how far it is. */
export function ContentPage() {
  const [search, setSearch] = useSearchParams();
  const [isWriting, setWriting] = useState(false);
  const status = CONTENT_STATUSES.find((each) => each === search.get('status')) ?? null;
  const choose = (chosen: ContentStatus | null) =>
    setSearch((last) => {
      if (chosen === null) last.delete('status');
      else last.set('status', chosen);
      return last;
    });
  return (
    <>
      <PageHead title="Content">
        <button type="button" className="button primary" onClick={() => setWriting(true)}>
          {icons.edit} Write posts
        </button>
      </PageHead>
      <div className="filters">
        <div className="chips" role="group" aria-label="Status">
          {[null, ...CONTENT_STATUSES].map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={status === each}
              onClick={() => choose(each)}
            >
              {each === null ? 'All' : words(each)}
            </button>
          ))}
        </div>
      </div>
      <ContentList status={status} />
      {isWriting && <CreateJobDialog type="GENERATE_CONTENT" onClose={() => setWriting(false)} />}
    </>
  );
}

function ContentList({ status }: { status: ContentStatus | null }) {
  const brandId = useBrandId();
  const { items, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useContentList(
    brandId,
    status,
  );
  if (isPending) return <Loading rows={8} />;
  if (error && items.length === 0) return <Failure error={error} onRetry={() => void refetch()} />;
  if (items.length === 0) return <NothingWritten isFiltered={brandId !== null || status !== null} />;
  return (
    <>
      <VirtualList
        label="Content"
        className="content-row"
        rows={items}
        keyOf={({ id }) => id}
        heights={{ wide: 68, narrow: 104 }}
        onEnd={hasNextPage && !isFetchingNextPage && !error ? () => void fetchNextPage() : undefined}
        head={
          <>
            <span role="columnheader">Status</span>
            <span role="columnheader">Topic</span>
            <span role="columnheader">For</span>
            <span role="columnheader">Brand</span>
            <span role="columnheader">Written</span>
          </>
        }
      >
        {(item) => <ContentCells item={item} />}
      </VirtualList>
      {error && <Failure error={error} onRetry={() => void fetchNextPage()} />}
    </>
  );
}

function ContentCells({ item }: { item: ContentItem }) {
  const brand = useBrands().find(({ id }) => id === item.brandId);
  return (
    <>
      <span role="cell" className="cell-status">
        <Status status={item.status} />
      </span>
      <span role="cell" className="cell-topic">
        <PageLink to={`/content/${item.id}`} className="row-link">
          {item.topic}
        </PageLink>
        <span className="subject">{item.variations[0]?.content}</span>
      </span>
      <span role="cell" className="cell-platforms">
        {item.variations.map(({ id, platform }) => (
          <span key={id} title={platformName(platform)}>
            <PlatformMark platform={platform} />
            <span className="sr-only">{platformName(platform)} </span>
          </span>
        ))}
      </span>
      <span role="cell" className="cell-brand">
        {brand?.name}
      </span>
      <span role="cell" className="cell-created">
        <When at={item.createdAt} />
      </span>
    </>
  );
}

function NothingWritten({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Empty title="Nothing fits these filters">
        <p>What does is shown here as soon as there is any.</p>
      </Empty>
    );
  }
  return (
    <Empty title="Nothing is written yet">
      <p>Have posts written about a topic: they are shown here, to be read, changed and approved.</p>
    </Empty>
  );
}
