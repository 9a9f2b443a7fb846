import { useState } from 'react';
import { pageSetting } from '../session/session.js';
import '../styles/post-preview.css';
import { describeLink, webLink } from './web-link.js';

/** Where our own generated images are; the page's policy lets no other be loaded. */
function isOurs(link: string): boolean {
  const { origin, pathname } = new URL(link);
  return pathname.includes('/media/') && (origin === location.origin || origin === pageSetting('media'));
}

/** An image where it is our own; another's stays a link, so that looking at a draft tells nobody of it. */
export function OwnImage({ url, label }: { url: string; label: string }) {
  const [isBroken, setBroken] = useState(false);
  const link = webLink(url);
  if (link !== null && isOurs(link) && !isBroken) {
    return <img src={link} alt={label} loading="lazy" className="own-image" onError={() => setBroken(true)} />;
  }
  const text = describeLink(url);
  return link === null ? (
    <span className="image-link">{text}</span>
  ) : (
    <a href={link} target="_blank" rel="noopener noreferrer" className="image-link">
      <span className="sr-only">{label}: </span>
      {text}
    </a>
  );
}
