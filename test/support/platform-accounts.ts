import { randomBytes, randomUUID } from 'node:crypto';
import { type Config, loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import type { Platform, SocialAccountStatus } from '../../src/core/database/enums.js';
import { PrismaService } from '../../src/core/database/prisma.service.js';
import { NotificationsProducer } from '../../src/notifications/notifications.producer.js';
import { NotificationsRepository } from '../../src/notifications/notifications.repository.js';
import { PlatformAccounts } from '../../src/platforms/accounts/platform-accounts.js';
import { PlatformAccountsRepository } from '../../src/platforms/accounts/platform-accounts.repository.js';
import { StoredTokens } from '../../src/platforms/accounts/stored-tokens.js';
import { TokenRenewal } from '../../src/platforms/accounts/token-renewal.js';
import { TokenVault } from '../../src/core/vault/token-vault.js';
import type { AccountTokens, RefreshedTokens, SocialPlatform } from '../../src/platforms/social-platform.js';
import type { SocialPlatforms } from '../../src/platforms/social-platforms.js';
import { AccountConnection } from '../../src/social-accounts/account-connection.js';
import { SocialAccountsRepository } from '../../src/social-accounts/social-accounts.repository.js';
import { createTestDatabase } from './test-database.js';

export const ORGANIZATION = 'org_test';

/** What a test's platform answers a refresh. */
export type Refreshing = (tokens: AccountTokens, signal: AbortSignal) => Promise<RefreshedTokens>;

/** An account's row as tests look at it. */
export interface AccountRow {
  status: SocialAccountStatus;
  statusReason: string | null;
  /** Decrypted. */
  accessToken: string;
  refreshToken: string | null;
  isUnderWay: boolean;
}

/** A process that uses accounts, with a pool of its own. */
export interface AccountsWorker {
  readonly accounts: PlatformAccounts;
  readonly repository: PlatformAccountsRepository;
  readonly database: Database;
  readonly prisma: PrismaService;
}

/** Accounts on a database of the test's own, and a platform that counts the refreshes that it is asked for. */
export interface AccountsPlace {
  /** The database's address. */
  readonly url: string;
  /** The refresh tokens (or access tokens, without one) that came, in order. */
  readonly asked: string[];
  readonly vault: TokenVault;
  readonly sql: Database;
  /** What the next refreshes are answered; until it is set each is an error. */
  answer(refreshing: Refreshing): void;
  openWorker(keys?: string): AccountsWorker;
  /** Connects an account with the tokens `access-1` and `refresh-1`, which ends in that many minutes. @returns its id */
  connect(
    minutes: number | null,
    over?: { platform?: Platform; platformId?: string; accessToken?: string },
  ): Promise<string>;
  read(id: string): Promise<AccountRow>;
  notifications(): Promise<string[]>;
  close(): Promise<void>;
}

export const newKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;

export const minutesAhead = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

/** The tokens `access-<n>` and `refresh-<n>`, for two hours. */
export const pair = (n: number): RefreshedTokens => ({
  accessToken: `access-${n}`,
  refreshToken: `refresh-${n}`,
  expiresAt: minutesAhead(120),
  refreshExpiresAt: null,
});

/** @param refreshesOnce as the platform's client says it: X does */
export async function openAccounts(refreshesOnce = true, keys = newKey('k1')): Promise<AccountsPlace> {
  const place = await createTestDatabase();
  const databases: Database[] = [];
  const asked: string[] = [];
  let refreshing: Refreshing = () => Promise.reject(new Error('Nobody expected a refresh'));
  const platform = {
    refreshesOnce,
    refresh: (tokens: AccountTokens, _account: unknown, signal: AbortSignal) => {
      asked.push(tokens.refreshToken ?? tokens.accessToken);
      return refreshing(tokens, signal);
    },
  } as unknown as SocialPlatform;
  const platforms = { of: () => platform } as unknown as SocialPlatforms;
  const configOf = (own: string): Config => loadConfig({ DATABASE_URL: place.url, TOKEN_ENCRYPTION_KEYS: own });

  const openWorker = (own = keys): AccountsWorker => {
    const config = configOf(own);
    const database = new Database(config);
    databases.push(database);
    const prisma = new PrismaService(database);
    const repository = new PlatformAccountsRepository(database);
    const tokens = new StoredTokens(new TokenVault(config));
    const notifications = new NotificationsProducer(new NotificationsRepository(prisma));
    const renewal = new TokenRenewal(repository, platforms, tokens);
    return { accounts: new PlatformAccounts(repository, tokens, renewal, notifications), repository, database, prisma };
  };

  const { database: sql, prisma } = openWorker();
  const vault = new TokenVault(configOf(keys));
  await prisma.organization.create({ data: { id: ORGANIZATION } });
  const brand = { organizationId: ORGANIZATION, name: 'Acme', slug: 'acme' };
  const { id: brandId } = await prisma.brand.create({ data: brand });
  const connection = new AccountConnection(new SocialAccountsRepository(prisma, sql), vault);

  return {
    url: place.url,
    asked,
    vault,
    sql,
    openWorker,
    answer: (next) => (refreshing = next),
    async connect(minutes, over = {}) {
      const { id } = await connection.connect(ORGANIZATION, {
        brandId,
        platform: 'TWITTER',
        platformId: randomUUID(),
        username: 'acme',
        accessToken: 'access-1',
        refreshToken: 'refresh-1',
        ...(minutes !== null && { tokenExpiresAt: minutesAhead(minutes).toISOString() }),
        ...over,
      });
      return id;
    },
    async read(id) {
      const account = await prisma.socialAccount.findUniqueOrThrow({ where: { id } });
      const { refreshToken } = account;
      return {
        status: account.status,
        statusReason: account.statusReason,
        accessToken: vault.decrypt(account.accessToken, { rowId: id, kind: 'access' }),
        refreshToken: refreshToken && vault.decrypt(refreshToken, { rowId: id, kind: 'refresh' }),
        isUnderWay: account.refreshSentAt !== null,
      };
    },
    async notifications() {
      const found = await prisma.notification.findMany({ orderBy: { createdAt: 'asc' } });
      return found.map(({ kind, sentence, resource }) => `${kind} ${resource}: ${sentence}`);
    },
    async close() {
      await Promise.all(databases.map((database) => database.onApplicationShutdown()));
      await place.drop();
    },
  };
}
