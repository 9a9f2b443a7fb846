import type { ReactNode } from 'react';
import '../styles/records.css';
import { Failure, Loading } from './states.js';
import type { Records } from './use-records.js';

interface RecordListProps<Row> {
  /** For screen readers. */
  label: string;
  records: Records<Row>;
  keyOf: (row: Row) => string;
  /** Stands where there are no rows. */
  empty: ReactNode;
  /** What a row shows. */
  children: (row: Row) => ReactNode;
  className?: string;
}

/** A list whose rows are as high as their text. It grows by a page at a time; the browser draws what is in sight only. */
export function RecordList<Row>({ label, records, keyOf, empty, children, className }: RecordListProps<Row>) {
  const { rows, isPending, error, readAgain, more } = records;
  if (isPending) return <Loading rows={5} />;
  if (error && rows.length === 0) return <Failure error={error} onRetry={readAgain} />;
  return (
    <>
      {rows.length === 0 ? (
        empty
      ) : (
        <ul className="records" aria-label={label}>
          {rows.map((row) => (
            <li key={keyOf(row)} className={`record ${className ?? ''}`}>
              {children(row)}
            </li>
          ))}
        </ul>
      )}
      {error && <Failure error={error} onRetry={readAgain} />}
      {more && (
        <button type="button" className="button more-records" onClick={more}>
          Show more
        </button>
      )}
    </>
  );
}

/** What a row says beside its name: a word for it, and the value. */
export function RecordFact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <p className="record-fact">
      <span className="faint">{term}</span> <span>{children}</span>
    </p>
  );
}

/** An entry of a `dl` with the class `facts`. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
