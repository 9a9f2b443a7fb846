import { webAddress } from './web-address.js';

/** An address from outside: a link where it is one of the web, and text in any case. It tells the other side nothing of us. */
export function WebLink({ url }: { url: string }) {
  const address = webAddress(url);
  const text = <bdi className="web-address">{url}</bdi>;
  return address === null ? (
    text
  ) : (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {text}
    </a>
  );
}
