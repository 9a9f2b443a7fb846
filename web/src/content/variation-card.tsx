import { useState } from 'react';
import { countCharacters, TEXT_RULES } from '../../../src/platforms/text-rules.js';
import { describeCount, describeLarge, platformName, words } from '../parts/describe.js';
import { OutsideLink } from '../parts/outside-link.js';
import { Status } from '../parts/status.js';
import { Planned, When } from '../parts/time.js';
import { PageLink } from '../shell/brand.js';
import { type Account, accountName, type ContentItem, isGoingOut, postsOf, type Variation } from './content.js';
import { PlatformMark } from './platform-mark.js';
import { PostPreview } from './post-preview.js';
import type { PlannedPost } from './use-planned-posts.js';
import { VariationEditor } from './variation-editor.js';

interface VariationCardProps {
  item: ContentItem;
  variation: Variation;
  accounts: readonly Account[];
  planned: readonly PlannedPost[];
  brandName: string;
}

/** A text as its platform shows it, where it went, and what came of it. */
export function VariationCard({ item, variation, accounts, planned, brandName }: VariationCardProps) {
  const [isEditing, setEditing] = useState(false);
  const { id, platform, publications, metrics } = variation;
  const account =
    accounts.find((each) => each.id === publications[0]?.socialAccountId) ??
    accounts.find((each) => each.platform === platform);
  return (
    <section className="card variation" aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>
          <PlatformMark platform={platform} /> {platformName(platform)}
        </h2>
        {isEditing || isGoingOut(item) ? null : (
          <button type="button" className="button" onClick={() => setEditing(true)}>
            Edit<span className="sr-only"> the text for {platformName(platform)}</span>
          </button>
        )}
      </header>
      {isEditing ? (
        <VariationEditor item={item} variation={variation} onClose={() => setEditing(false)} />
      ) : (
        <>
          <PostPreview variation={variation} account={account} brandName={brandName} />
          <Length variation={variation} />
        </>
      )}
      {publications.length + planned.length > 0 && (
        <Publications variation={variation} accounts={accounts} planned={planned} />
      )}
      {metrics && <Metrics metrics={metrics} />}
    </section>
  );
}

/** How much of the platform's limit is used; of a thread, by its longest post. */
function Length({ variation }: { variation: Variation }) {
  const { platform } = variation;
  const posts = postsOf(variation);
  const { maxCharacters } = TEXT_RULES[platform];
  const longest = Math.max(...posts.map((post) => countCharacters(platform, post)));
  const used = `${describeCount(longest)} / ${describeCount(maxCharacters)}`;
  return (
    <p className="faint length">
      {posts.length > 1 ? `${posts.length} posts, the longest ${used}` : `${used} characters`}
    </p>
  );
}

type PublicationsProps = Pick<VariationCardProps, 'variation' | 'accounts' | 'planned'>;

function Publications({ variation, accounts, planned }: PublicationsProps) {
  const nameOf = (accountId: string) => {
    const account = accounts.find(({ id }) => id === accountId);
    return account ? accountName(account) : 'an account that is gone';
  };
  return (
    <div className="publications">
      <h3>Publications</h3>
      <ul>
        {planned.map(({ jobId, socialAccountId, at }) => (
          <li key={jobId}>
            <Status status="PLANNED" />
            <span>
              on {nameOf(socialAccountId)} for <Planned at={at} />
            </span>
            <PageLink to={`/jobs/${jobId}`}>See the job</PageLink>
          </li>
        ))}
        {variation.publications.map(({ socialAccountId, status, permalink, publishedAt }) => (
          <li key={`${socialAccountId}-${status}-${publishedAt}`}>
            <Status status={status} />
            <span>
              on {nameOf(socialAccountId)}
              {publishedAt !== null && (
                <>
                  , <When at={publishedAt} />
                </>
              )}
              {status === 'UNKNOWN' && '. It may be out: it is looked for before it is sent again.'}
            </span>
            {permalink !== null && <OutsideLink to={permalink}>See the post</OutsideLink>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** In the order people ask for them. */
const SHOWN = [
  'impressions',
  'reach',
  'engagements',
  'likes',
  'comments',
  'shares',
  'saves',
  'clicks',
  'videoViews',
] as const;

function Metrics({ metrics }: { metrics: NonNullable<Variation['metrics']> }) {
  const told = SHOWN.flatMap((name) => (metrics[name] === null ? [] : [[words(name), describeLarge(metrics[name])]]));
  if (metrics.engagementRate !== null) {
    told.push(['Engaged', `${(metrics.engagementRate * 100).toFixed(1)} %`]);
  }
  return (
    <div className="publications">
      <h3>Numbers</h3>
      <dl className="numbers">
        {told.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="faint">
        Read <When at={metrics.syncedAt} />
        {metrics.deletedAt !== null && (
          <>
            {' '}
            · removed from the platform <When at={metrics.deletedAt} />
          </>
        )}
      </p>
    </div>
  );
}
