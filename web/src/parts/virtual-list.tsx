import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useMedia } from './use-media.js';

interface VirtualListProps<Row> {
  /** For screen readers. */
  label: string;
  /** What stands above the columns; hidden where the page is narrow. */
  head: ReactNode;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** A row's cells, each with role="cell". */
  children: (row: Row) => ReactNode;
  /** The classes of a row, beside `row`. */
  className?: string;
  /** In pixels, where the page is wide and where it is narrow. */
  heights: { wide: number; narrow: number };
  /** Reads the next page; undefined when all rows are there. */
  onEnd: (() => void) | undefined;
}

/** Rows left below the last one shown when the next page is asked for. */
const AHEAD = 25;

/** A list of any length of which only what is in sight is in the page. The page itself scrolls. */
export function VirtualList<Row>({
  label,
  head,
  rows,
  keyOf,
  children,
  className,
  heights,
  onEnd,
}: VirtualListProps<Row>) {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const isNarrow = useMedia('(max-width: 760px)');
  const height = isNarrow ? heights.narrow : heights.wide;
  useLayoutEffect(() => {
    const measure = () => setTop(list.current!.getBoundingClientRect().top + window.scrollY);
    measure();
    // What stands above may come and go.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => keyOf(rows[index]!),
  });
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, height]);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onEnd && last >= rows.length - AHEAD) onEnd();
  }, [onEnd, last, rows.length]);
  return (
    <div className="list" role="table" aria-label={label} aria-rowcount={onEnd ? -1 : rows.length + 1}>
      <div className={`row head ${className ?? ''}`} role="row" aria-rowindex={1}>
        {head}
      </div>
      <div ref={list} role="rowgroup" className="rows" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => (
          <div
            key={item.key}
            role="row"
            aria-rowindex={item.index + 2}
            className={`row ${className ?? ''}`}
            style={{ height: item.size, transform: `translateY(${item.start - top}px)` }}
          >
            {children(rows[item.index]!)}
          </div>
        ))}
      </div>
    </div>
  );
}
