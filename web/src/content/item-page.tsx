import { useParams } from 'wouter';
import { useBrands } from '../api/api.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { Failure, Loading } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { PageLink } from '../shell/brand.js';
import type { ContentItem } from './content.js';
import { ItemActions } from './item-actions.js';
import { Lineage } from './lineage.js';
import { useAccountsOf, useContentItem } from './use-content.js';
import { usePlannedPosts } from './use-planned-posts.js';
import { VariationCard } from './variation-card.js';
import '../styles/content.css';

/** What was written about a topic: its texts side by side, what can be done with them, where they come from. */
export function ContentItemPage() {
  const { id = '' } = useParams<{ id: string }>();
  const { data: item, error, refetch } = useContentItem(id);
  return (
    <>
      <PageLink to="/content" className="back">
        {icons.back} Content
      </PageLink>
      {item ? (
        <Item item={item} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </>
  );
}

function Item({ item }: { item: ContentItem }) {
  const brandName = useBrands().find(({ id }) => id === item.brandId)?.name ?? 'The brand';
  const accounts = useAccountsOf(item.brandId);
  const planned = usePlannedPosts(item.brandId).data?.posts ?? [];
  return (
    <>
      <PageHead
        title={item.topic}
        note={
          <span className="item-note">
            <Status status={item.status} /> {brandName}
          </span>
        }
      >
        <ItemActions item={item} accounts={accounts} />
      </PageHead>
      <div className="variations">
        {item.variations.map((variation) => (
          <VariationCard
            key={variation.id}
            item={item}
            variation={variation}
            accounts={accounts}
            planned={planned.filter(
              ({ variationId, socialAccountId }) =>
                variationId === variation.id &&
                !variation.publications.some(
                  (each) => each.socialAccountId === socialAccountId && each.status !== 'FAILED',
                ),
            )}
            brandName={brandName}
          />
        ))}
      </div>
      <Lineage item={item} />
    </>
  );
}
