import { type ReactNode, useEffect } from 'react';

/** A page's title, also the window's, and what can be done there. */
export function PageHead({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Epic AI workers`;
  }, [title]);
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {note && <p className="soft">{note}</p>}
      </div>
      {children && <div className="actions">{children}</div>}
    </header>
  );
}
