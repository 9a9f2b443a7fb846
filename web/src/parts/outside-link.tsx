import type { ReactNode } from 'react';
import { webLink } from './web-link.js';

/** A link out of the dashboard; what is no address of the web is text alone. */
export function OutsideLink({ to, children }: { to: string | null; children: ReactNode }) {
  const link = webLink(to);
  if (link === null) return <span>{children}</span>;
  return (
    <a href={link} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
