import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { useNow } from '../live/clock.js';
import { PlatformMark } from '../content/platform-mark.js';
import { describeCount, platformName, words } from '../parts/describe.js';
import { describeClock } from '../parts/describe-time.js';
import { useNotice } from '../parts/notice.js';
import { PageHead } from '../parts/page-head.js';
import { Empty, Failure, Loading } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { When } from '../parts/time.js';
import { useSession } from '../session/use-session.js';
import { PageLink, useBrandId } from '../shell/brand.js';
import { EffectPicture } from './effect-picture.js';
import { describeP, describeRatio, reachOf } from './effect-scale.js';
import '../styles/content.css';
import '../styles/learnings.css';

type Learning = Schema<'Learning'>;

/** What a brand's figures say, how sure that is, and whether it is used to write. */
export function LearningsPage() {
  const chosen = useBrandId();
  const { isAdmin } = useSession().identity;
  const brands = useBrands();
  const brand = brands.find(({ id }) => id === chosen) ?? (brands.length === 1 ? brands[0] : undefined);
  const brandId = chosen ?? brand?.id;
  return (
    <>
      <PageHead
        title="Learnings"
        note={brand && `What the posts of ${brand.name} have shown.${isAdmin ? '' : ' Admins turn them on and off.'}`}
      />
      {brandId === undefined ? (
        <Empty title={brands.length === 0 ? 'No brand yet' : 'Of which brand?'}>
          <p>Each brand learns from its own posts.</p>
          <ul className="brand-links">
            {brands.map(({ id, name }) => (
              <li key={id}>
                <PageLink to={`/learnings?brand=${encodeURIComponent(id)}`}>{name}</PageLink>
              </li>
            ))}
          </ul>
        </Empty>
      ) : (
        <LearningList brandId={brandId} />
      )}
    </>
  );
}

const PAGE_SIZE = 50;

function LearningList({ brandId }: { brandId: string }) {
  const api = useApi();
  const list = useInfiniteQuery({
    queryKey: ['learnings', brandId, 'list'],
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) };
      return answerOf(api.GET('/api/brands/{id}/learnings', { params: { path: { id: brandId }, query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const learnings = list.data?.pages.flatMap((page) => page.learnings) ?? [];
  const reach = reachOf(learnings.map(({ interval }) => interval));
  if (list.isPending) return <Loading rows={6} />;
  if (list.error && learnings.length === 0) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (learnings.length === 0) {
    return (
      <Empty title="Nothing learned yet">
        <p>Once enough posts are out and their numbers are read, what they show stands here.</p>
      </Empty>
    );
  }
  return (
    <>
      <ul className="learnings">
        {learnings.map((learning) => (
          <li key={learning.id} className="card learning" aria-labelledby={learning.id}>
            <LearningView learning={learning} reach={reach} />
          </li>
        ))}
      </ul>
      {list.error && <Failure error={list.error} onRetry={() => void list.fetchNextPage()} />}
      {list.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </button>
      )}
    </>
  );
}

function LearningView({ learning, reach }: { learning: Learning; reach: number }) {
  const { id, platform, kind, insight, effect, interval, sampleSize, baselineSize, pValue, status, expiresAt } =
    learning;
  const facts: [string, string][] = [
    ['Effect', describeRatio(effect)],
    ['95 % sure', interval.map((ratio) => ratio.toFixed(2)).join(' – ')],
    ['Posts', `${describeCount(sampleSize)} vs ${describeCount(baselineSize)}`],
    ['p value', describeP(pValue)],
  ];
  return (
    <>
      <header className="card-head">
        <span className="learning-kind">
          <PlatformMark platform={platform} /> {platformName(platform)} · {words(kind)}
        </span>
        <Status status={status} />
      </header>
      <h2 id={id}>
        {insight}
        <HereClock insight={insight} />
      </h2>
      <EffectPicture effect={effect} interval={interval} reach={reach} />
      <dl className="numbers">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <footer className="learning-foot">
        <span className="faint">
          {status === 'CANDIDATE' && 'Not sure enough to be used yet. '}
          {status === 'RETIRED' ? 'Was valid until' : 'Valid until'} <When at={expiresAt} />
        </span>
        <Switch learning={learning} />
      </footer>
    </>
  );
}

/** Hours in the API's sentences are UTC: what that is where the reader is, today. */
function HereClock({ insight }: { insight: string }) {
  const now = useNow();
  const [, hour, minute] = /\b(\d\d):(\d\d) UTC/.exec(insight) ?? [];
  if (hour === undefined) return null;
  const here = describeClock(new Date(now).setUTCHours(Number(hour), Number(minute)));
  return here === `${hour}:${minute}` ? null : <span className="here"> That is {here} where you are.</span>;
}

/** Lets a learning be used or not; for admins, others see how it is. */
function Switch({ learning: { id, brandId, status, insight } }: { learning: Learning }) {
  const api = useApi();
  const queries = useQueryClient();
  const tell = useNotice();
  const { identity } = useSession();
  const isOn = status !== 'DISABLED';
  const turn = useMutation({
    mutationFn: (enabled: boolean) =>
      answerOf(api.PATCH('/api/learnings/{id}', { params: { path: { id } }, body: { enabled } })),
    onSuccess: (_learning, enabled) => tell(enabled ? 'On: it may be used to write.' : 'Off: it is not used any more.'),
    onError: (error) => tell(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ['learnings', brandId] }),
  });
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={turn.isPending ? turn.variables : isOn}
      aria-label={`Use it: ${insight}`}
      disabled={!identity.isAdmin || turn.isPending}
      title={identity.isAdmin ? undefined : 'Admins turn it on and off'}
      onClick={() => turn.mutate(!isOn)}
    >
      <span className="switch-track" aria-hidden="true" />
      <span aria-hidden="true">{isOn ? 'On' : 'Off'}</span>
    </button>
  );
}
