import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { useJobEvents } from '../live/live.js';
import { RecordList } from '../parts/record-list.js';
import { Empty } from '../parts/states.js';
import { When } from '../parts/time.js';
import { useRecords } from '../parts/use-records.js';
import { OutsideLink } from '../parts/outside-link.js';

/** What reads sources, and so brings items. */
const READING = ['SCRAPE_WEBSITE', 'SYNC_RSS', 'PROCESS_DOCUMENT'];

/** Items come with their text: a page of them is smaller than of other lists. */
const ITEMS_A_PAGE = 20;

/** How long somebody pauses before what they have typed is looked for. */
const TYPED_AFTER_MS = 300;

/** What was read from a source. It comes from outside and is hostile: it is shown as text, never as what it says it is. */
export function SourceItems({ sourceId }: { sourceId: string }) {
  const api = useApi();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const q = search.get('q') ?? '';
  useJobEvents(({ type, status }) => {
    if (status === 'COMPLETED' && READING.includes(type)) void queries.invalidateQueries({ queryKey: ['items'] });
  });
  const records = useRecords(['items', sourceId, q], async (page) => {
    const query = { ...page, limit: ITEMS_A_PAGE, contextSourceId: sourceId, ...(q !== '' && { q }) };
    const { contextItems, nextCursor } = await answerOf(api.GET('/api/context-items', { params: { query } }));
    return { rows: contextItems, nextCursor };
  });
  return (
    <section aria-labelledby="items">
      <header className="section-head">
        <h2 id="items">What was read</h2>
        <ItemSearch />
      </header>
      <RecordList
        label="Items"
        className="item"
        records={records}
        keyOf={({ id }) => id}
        empty={
          q === '' ? (
            <Empty title="Nothing was read yet">
              <p>Sync the source: its pages or articles are listed here, as text.</p>
            </Empty>
          ) : (
            <Empty title="Nothing has these words" />
          )
        }
      >
        {(item) => <ItemRow item={item} />}
      </RecordList>
    </section>
  );
}

/** Looks for words as they are typed; the address keeps them. */
function ItemSearch() {
  const [search, setSearch] = useSearchParams();
  const id = useId();
  const [text, setText] = useState(search.get('q') ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const look = (words: string) =>
    setSearch(
      (last) => {
        if (words === '') last.delete('q');
        else last.set('q', words);
        return last;
      },
      { replace: true },
    );
  return (
    <search>
      <label htmlFor={id} className="sr-only">
        Search these items
      </label>
      <input
        id={id}
        type="search"
        placeholder="Search these items"
        maxLength={200}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => look(target.value.trim()), TYPED_AFTER_MS);
        }}
      />
    </search>
  );
}

function ItemRow({
  item: { url, title, content, summary, author, fetchedAt, publishedAt },
}: {
  item: Schema<'ContextItem'>;
}) {
  return (
    <div className="record-main">
      <p className="record-title">
        <bdi>{title}</bdi>
        <span className="faint">
          {author !== null && (
            <>
              <bdi>{author}</bdi>,{' '}
            </>
          )}
          <When at={publishedAt ?? fetchedAt} />
        </span>
      </p>
      {url !== null && (
        <p className="subject">
          <OutsideLink to={url}>{url}</OutsideLink>
        </p>
      )}
      {summary !== null && <p className="record-text">{summary}</p>}
      <details className="item-text">
        <summary>The whole text</summary>
        <pre>{content}</pre>
      </details>
    </div>
  );
}
