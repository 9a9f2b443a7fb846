import type { ReactNode } from 'react';
import { webLink } from './web-link.js';

/** A link out of the dashboard; what is no address of the web is text alone. */
export function OutsideLink({ to, children }: { to: string | null; children: ReactNode }) {
  const link = webLink(to);
  if (link === null) return <bdi className="web-address">{children}</bdi>;
  return (
    <a href={link} target="_blank" rel="noopener noreferrer">
      <bdi className="web-address">{children}</bdi>
    </a>
  );
}
