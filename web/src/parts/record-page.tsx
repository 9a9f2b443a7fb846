import { type QueryKey, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageLink } from '../shell/brand.js';
import { icons } from './icons.js';
import { Failure, Loading } from './states.js';

interface RecordPageProps<Body> {
  /** The list that it is of. */
  list: { to: string; title: string };
  queryKey: QueryKey;
  read: () => Promise<Body>;
  children: (body: Body) => ReactNode;
}

/** What is not changed by jobs is looked at again this often. */
const LOOK_EVERY_MS = 30_000;

/** A page about one thing of a list. */
export function RecordPage<Body>({ list, queryKey, read, children }: RecordPageProps<Body>) {
  const { data, error, refetch } = useQuery({ queryKey, queryFn: read, refetchInterval: LOOK_EVERY_MS });
  return (
    <>
      <PageLink to={list.to} className="back">
        {icons.back} {list.title}
      </PageLink>
      {data ? children(data) : error ? <Failure error={error} onRetry={() => void refetch()} /> : <Loading rows={6} />}
    </>
  );
}
