import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { answerOf, type ApiClient, ApiFailure, createApiClient, type Schema } from '../../../client/client.js';
import { useRefusal, useSession } from '../session/use-session.js';

const CurrentApi = createContext<ApiClient | null>(null);

/** The API's client, for whoever is signed in. */
export function useApi(): ApiClient {
  const api = use(CurrentApi);
  if (!api) throw new Error('The API is there for people who are signed in only: use it below ApiProvider.');
  return api;
}

/** How long an answer counts as fresh where no event says otherwise. */
const FRESH_MS = 15_000;

const MOST_TRIES = 3;

/** An answer of the API is an answer; only where there is none, or it is out of order, it is asked again. */
function isWorthAnotherTry(tries: number, error: Error): boolean {
  return tries < MOST_TRIES && error instanceof ApiFailure && (error.status === 0 || error.status >= 500);
}

/** Gives the API, and what is known of its answers, to everything below; another session starts with nothing. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  const refused = useRefusal();
  const [api, queries] = useMemo(() => {
    const client = createApiClient({ baseUrl: '', token: session.token });
    client.use({
      onResponse({ response }) {
        if (response.status === 401) refused();
      },
    });
    const known = new QueryClient({
      defaultOptions: { queries: { staleTime: FRESH_MS, retry: isWorthAnotherTry, networkMode: 'always' } },
    });
    return [client, known] as const;
  }, [session, refused]);
  useEffect(() => () => queries.clear(), [queries]);
  return (
    <QueryClientProvider client={queries}>
      <CurrentApi value={api}>{children}</CurrentApi>
    </QueryClientProvider>
  );
}

/** The organization's brands, by name; an empty list until they are known. */
export function useBrands(): Schema<'BrandBody'>[] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['brands'],
    queryFn: async () => (await answerOf(api.GET('/api/brands', { params: { query: { limit: 100 } } }))).brands,
    staleTime: 60_000,
  });
  return data?.toSorted((a, b) => a.name.localeCompare(b.name)) ?? [];
}
