import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/core/config/config.js';
import { TokenRotation } from '../../src/core/vault/token-rotation.js';
import { TokenRotationRepository } from '../../src/core/vault/token-rotation.repository.js';
import { TokenVault } from '../../src/core/vault/token-vault.js';
import { accountTokens } from '../../src/platforms/accounts/stored-tokens.js';
import { WebhookSecrets } from '../../src/webhooks/webhook-secrets.js';
import { type AccountsPlace, newKey, openAccounts, ORGANIZATION, pair } from '../support/platform-accounts.js';

const OLD = newKey('2025');
const NEW = newKey('2026');
/** More than two batches. */
const MANY = 205;

let place: AccountsPlace;

beforeEach(async () => {
  place = await openAccounts(true, OLD);
});
afterEach(() => place.close());

const vaultOf = (keys: string) =>
  new TokenVault(loadConfig({ DATABASE_URL: 'postgres://unused/unused', TOKEN_ENCRYPTION_KEYS: keys }));

interface Row {
  id: string;
  access_token: string;
  refresh_token: string | null;
}

const rows = () => place.sql.query<Row>('SELECT id, access_token, refresh_token FROM social_accounts ORDER BY id');

interface Webhook {
  id: string;
  secret: string;
  sealedSecret: string;
}

const addWebhook = ({ id, sealedSecret }: Webhook) =>
  place.sql.query(
    `INSERT INTO webhook_endpoints (id, organization_id, url, events, sealed_secret, updated_at)
     VALUES ($1, $2, 'https://example.com/', '{job.failed}', $3, now())`,
    [id, ORGANIZATION, sealedSecret],
  );

/** `npm run tokens:rotate`, as an operator runs it. */
async function rotate(keys: string) {
  const command = ['dist/src/rotate-tokens.cli.js'];
  const env = { DATABASE_URL: place.url, TOKEN_ENCRYPTION_KEYS: keys };
  return promisify(execFile)(process.execPath, command, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

describe('npm run tokens:rotate', () => {
  it('brings every token under the first key, once', async () => {
    for (let n = 0; n < MANY; n += 1) await place.connect(60);
    await place.sql.query(
      `UPDATE social_accounts SET refresh_token = NULL WHERE id = (SELECT min(id) FROM social_accounts)`,
    );
    expect(await rotate(`${NEW},${OLD}`)).toEqual({
      code: 0,
      stdout:
        `Re-encrypted the tokens of ${MANY} accounts under the first key\n` +
        'Re-encrypted the secrets of 0 webhooks under the first key\n',
      stderr: '',
    });
    const rotated = await rows();
    const vault = vaultOf(NEW);
    const opened = rotated.flatMap(({ id, access_token, refresh_token }) => [
      vault.decrypt(access_token, { rowId: id, kind: 'access' }),
      ...(refresh_token ? [vault.decrypt(refresh_token, { rowId: id, kind: 'refresh' })] : []),
    ]);
    expect(opened.filter((token) => token === 'access-1')).toHaveLength(MANY);
    expect(opened.filter((token) => token === 'refresh-1')).toHaveLength(MANY - 1);

    expect(await rotate(`${NEW},${OLD}`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(' of 0 ') as string,
    });
    expect(await rows()).toEqual(rotated);
  });

  it('brings the secrets of webhooks under it too, each for its own row', async () => {
    const old = new WebhookSecrets(vaultOf(OLD));
    const [first, second] = ['one', 'two'].map((id) => ({ id, ...old.create(id) })) as [Webhook, Webhook];
    await addWebhook(first);
    await addWebhook({ ...second, sealedSecret: first.sealedSecret });
    expect(await rotate(`${NEW},${OLD}`)).toEqual({
      code: 1,
      stdout:
        'Re-encrypted the tokens of 0 accounts under the first key\n' +
        'Re-encrypted the secrets of 1 webhooks under the first key\n' +
        'No key opens the secrets of 1 webhooks: two\n',
      stderr: '',
    });
    const rows = await place.sql.query<{ sealed_secret: string }>(
      'SELECT sealed_secret FROM webhook_endpoints ORDER BY id',
    );
    expect(new WebhookSecrets(vaultOf(NEW)).open('one', rows[0]!.sealed_secret)).toBe(first.secret);
    expect(rows[1]!.sealed_secret).toBe(first.sealedSecret);
  });

  it('leaves what no key opens, names it, and ends with 1', async () => {
    await place.connect(60);
    const before = await rows();
    const { code, stdout } = await rotate(NEW);
    expect(code).toBe(1);
    expect(stdout).toContain(`No key opens the tokens of 1 accounts: ${before[0]!.id}\n`);
    expect(await rows()).toEqual(before);
  });

  it('says which setting is missing', async () => {
    expect(await rotate('')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^TOKEN_ENCRYPTION_KEYS/),
    });
  });
});

describe('a rotation beside workers', () => {
  const rotation = () =>
    new TokenRotation(new TokenRotationRepository(place.sql, accountTokens), vaultOf(`${NEW},${OLD}`));
  const calm = () => new AbortController().signal;

  it('costs a refresh that is under way nothing', async () => {
    const id = await place.connect(60);
    const worker = place.openWorker(`${NEW},${OLD}`);
    place.answer(async () => {
      expect(await rotation().run()).toMatchObject({ reEncrypted: 1 });
      return pair(2);
    });
    expect(await worker.accounts.refresh(ORGANIZATION, id, calm(), { force: true })).toMatchObject({ success: true });
    const [row] = await rows();
    expect(vaultOf(NEW).decrypt(row!.access_token, { rowId: id, kind: 'access' })).toBe('access-2');
    expect(vaultOf(NEW).decrypt(row!.refresh_token!, { rowId: id, kind: 'refresh' })).toBe('refresh-2');
  });

  it('never puts tokens back that a refresh has replaced', async () => {
    const id = await place.connect(60);
    const worker = place.openWorker(`${NEW},${OLD}`);
    place.answer(async () => pair(2));
    class Slow extends TokenRotationRepository {
      override async replace(...of: Parameters<TokenRotationRepository['replace']>): Promise<boolean> {
        await worker.accounts.refresh(ORGANIZATION, id, calm(), { force: true });
        return super.replace(...of);
      }
    }
    const slow = new TokenRotation(new Slow(place.sql, accountTokens), vaultOf(`${NEW},${OLD}`));
    expect(await slow.run()).toEqual({ reEncrypted: 0, changedMeanwhile: 1, unreadable: [] });
    const [row] = await rows();
    expect(vaultOf(NEW).decrypt(row!.access_token, { rowId: id, kind: 'access' })).toBe('access-2');
  });
});
