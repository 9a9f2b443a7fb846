import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { platformName } from '../parts/describe.js';
import type { Choice } from '../parts/json-form.js';

const FIRST = { params: { query: { limit: 100 } } };

interface JobChoices {
  /** What the ids of a payload's property stand for. */
  choices: Record<string, readonly Choice[]>;
  /** What else of a payload is settled by a choice. */
  filledInBy: (property: string, id: unknown) => Record<string, unknown>;
}

/** What payloads name by id: brands, accounts and sources, the newest hundred of each. */
export function useJobChoices(): JobChoices {
  const api = useApi();
  const brands = useBrands();
  const { data: accounts = [] } = useQuery({
    queryKey: ['accounts', 'choices'],
    queryFn: async () => (await answerOf(api.GET('/api/social-accounts', FIRST))).socialAccounts,
  });
  const { data: sources = [] } = useQuery({
    queryKey: ['sources', 'choices'],
    queryFn: async () => (await answerOf(api.GET('/api/context-sources', FIRST))).contextSources,
  });
  return {
    choices: {
      brandId: brands.map(({ id, name }) => ({ id, label: name })),
      socialAccountId: accounts.map(({ id, platform, displayName, username, platformId }) => ({
        id,
        label: `${platformName(platform)}: ${displayName ?? username ?? platformId}`,
      })),
      contextSourceId: sources.map(({ id, name, url }) => ({ id, label: name ?? url })),
    },
    filledInBy(property, id) {
      const account = property === 'socialAccountId' ? accounts.find((each) => each.id === id) : undefined;
      if (account) return { platform: account.platform };
      const source = property === 'contextSourceId' ? sources.find((each) => each.id === id) : undefined;
      if (!source) return {};
      const { brandId, url, fileName, mimeType } = source;
      return { brandId, url, fileUrl: url, fileName, mimeType };
    },
  };
}
