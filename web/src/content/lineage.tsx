import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answerOf } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { describeCost, words } from '../parts/describe.js';
import { OutsideLink } from '../parts/outside-link.js';
import { Stamp } from '../parts/time.js';
import { PageLink } from '../shell/brand.js';
import type { ContentItem } from './content.js';

/** What an item was made by and from. */
export function Lineage({ item }: { item: ContentItem }) {
  const { jobId, contextItemIds, learningIds, promptVersion, model, costMicroUsd } = item.lineage;
  const facts: [string, ReactNode][] = [
    [
      'Written by',
      <PageLink key="job" to={`/jobs/${jobId}`}>
        the job
      </PageLink>,
    ],
    ['Written', <Stamp key="at" at={item.createdAt} />],
    ['Kind', words(item.contentType)],
    ['Model', model],
    ['Prompt', promptVersion],
    ['Cost', costMicroUsd === null ? 'Not known' : describeCost(costMicroUsd)],
  ];
  return (
    <section className="card lineage" aria-labelledby="lineage">
      <h2 id="lineage">Where it comes from</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h3>Sources</h3>
        {contextItemIds.length === 0 ? (
          <p className="faint">None: the topic alone.</p>
        ) : (
          <Sources ids={contextItemIds} />
        )}
      </div>
      <div>
        <h3>Learnings</h3>
        {learningIds.length === 0 ? (
          <p className="faint">None.</p>
        ) : (
          <Learnings brandId={item.brandId} ids={learningIds} />
        )}
      </div>
    </section>
  );
}

/** Texts that were read for it; one that was removed since is said to be gone. */
function Sources({ ids }: { ids: readonly string[] }) {
  const api = useApi();
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['context-item', id],
      queryFn: () => answerOf(api.GET('/api/context-items/{id}', { params: { path: { id } } })),
      staleTime: Infinity,
    })),
  });
  return (
    <ul className="sources">
      {found.map(({ data, error }, index) => (
        <li key={ids[index]}>
          {data ? (
            <OutsideLink to={data.url}>{data.title ?? data.url}</OutsideLink>
          ) : (
            <span className="faint">{error ? 'A text that is gone' : '…'}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The first hundred of a brand are all it has but in years. */
function Learnings({ brandId, ids }: { brandId: string; ids: readonly string[] }) {
  const api = useApi();
  const { data, isPending } = useQuery({
    queryKey: ['learnings', brandId, 'newest'],
    queryFn: async () => {
      const params = { path: { id: brandId }, query: { limit: 100 } };
      return (await answerOf(api.GET('/api/brands/{id}/learnings', { params }))).learnings;
    },
  });
  return (
    <ul className="sources">
      {ids.map((id) => (
        <li key={id}>
          {data?.find((each) => each.id === id)?.insight ?? (
            <span className="faint">{isPending ? '…' : 'A learning that is gone'}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
