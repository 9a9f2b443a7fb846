import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from './api.js';

/** The figures of an organization. */
export type Dashboard = Schema<'Dashboard'>;

/** What is not a job tells of no changes: it is looked at again this often. */
const LOOK_EVERY_MS = 30_000;

/** The figures of the organization, up to date. */
export function useDashboard(): UseQueryResult<Dashboard, Error> {
  const api = useApi();
  return useQuery({
    queryKey: ['dashboard'],
    queryFn: () => answerOf(api.GET('/api/dashboard')),
    refetchInterval: LOOK_EVERY_MS,
  });
}
