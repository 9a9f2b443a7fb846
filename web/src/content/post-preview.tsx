import { useState } from 'react';
import '../styles/post-preview.css';
import { OwnImage } from '../parts/own-image.js';
import { type Account, accountName, postsOf, type Variation } from './content.js';
import { foldOf, piecesOf } from './post-text.js';

interface PostPreviewProps {
  variation: Variation;
  /** Whose name stands above it, where one is connected. */
  account: Account | undefined;
  brandName: string;
}

/** About as the platform shows it; of a thread its posts below each other. */
export function PostPreview({ variation, account, brandName }: PostPreviewProps) {
  const { platform, mediaUrls } = variation;
  const posts = postsOf(variation);
  const name = account?.displayName ?? brandName;
  const media = mediaUrls.length > 0 && <Media urls={mediaUrls} />;
  return (
    <div className={`post-preview ${platform.toLowerCase()}`}>
      {posts.map((text, index) => (
        // Posts have no names of their own.
        <div key={index} className="post">
          <span className="avatar" aria-hidden="true">
            {name.slice(0, 1).toUpperCase()}
          </span>
          <div className="post-body">
            <p className="post-name">
              <strong>{name}</strong>
              <span className="faint">{account?.username ? `@${account.username}` : ''}</span>
              {posts.length > 1 && (
                <span className="faint post-place">
                  {index + 1} of {posts.length}
                </span>
              )}
            </p>
            {platform === 'INSTAGRAM' && (media || <p className="no-image">Needs an image</p>)}
            <PostText platform={platform} text={text} />
            {platform !== 'INSTAGRAM' && index === 0 && media}
          </div>
        </div>
      ))}
      {account && <p className="sr-only">As {accountName(account)}</p>}
    </div>
  );
}

/** Whole, or as far as the platform shows it before somebody asks for more. */
function PostText({ platform, text }: { platform: string; text: string }) {
  const [isOpen, setOpen] = useState(false);
  const fold = isOpen ? null : foldOf(platform, text);
  return (
    <p className="text post-text" dir="auto">
      {piecesOf(fold ?? text).map((piece, index) =>
        piece.isMarked ? (
          <span key={index} className="marked">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
      {fold !== null && (
        <>
          …{' '}
          <button type="button" className="fold" onClick={() => setOpen(true)}>
            more
          </button>
        </>
      )}
    </p>
  );
}

function Media({ urls }: { urls: readonly string[] }) {
  return (
    <ul className="post-media">
      {urls.map((url, index) => (
        <li key={url}>
          <OwnImage url={url} label={`Image ${index + 1} of ${urls.length}`} />
        </li>
      ))}
    </ul>
  );
}
