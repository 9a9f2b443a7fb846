import { useState } from 'react';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { PlatformMark } from '../content/platform-mark.js';
import '../styles/content.css';
import { platformName } from '../parts/describe.js';
import { icons } from '../parts/icons.js';
import { PageHead } from '../parts/page-head.js';
import { RecordFact, RecordList } from '../parts/record-list.js';
import { Empty } from '../parts/states.js';
import { Status } from '../parts/status.js';
import { When } from '../parts/time.js';
import { useRecords } from '../parts/use-records.js';
import { useSession } from '../session/use-session.js';
import { PageLink, useBrandId, useBrandTag } from '../shell/brand.js';
import { accountName, ConnectAccount, ReconnectButton } from './account-actions.js';

/** The brands' accounts on social platforms, and whether they can be used. */
export function AccountsPage() {
  const api = useApi();
  const brandId = useBrandId();
  const { isAdmin } = useSession().identity;
  const [isConnecting, setConnecting] = useState(false);
  const records = useRecords(['accounts', 'list', brandId], async (page) => {
    const query = { ...page, ...(brandId !== null && { brandId }) };
    const { socialAccounts, nextCursor } = await answerOf(api.GET('/api/social-accounts', { params: { query } }));
    return { rows: socialAccounts, nextCursor };
  });
  return (
    <>
      <PageHead
        title="Accounts"
        note={isAdmin ? 'Where posts are published.' : 'Where posts are published. Admins connect and remove accounts.'}
      >
        {isAdmin && (
          <button type="button" className="button primary" onClick={() => setConnecting(true)}>
            {icons.plus} Connect an account
          </button>
        )}
      </PageHead>
      <RecordList
        label="Accounts"
        records={records}
        keyOf={({ id }) => id}
        empty={
          <Empty title="No accounts yet">
            <p>{isAdmin ? 'Connect one: posts are published there.' : 'An admin can connect one.'}</p>
          </Empty>
        }
      >
        {(account) => <AccountRow account={account} isAdmin={isAdmin} />}
      </RecordList>
      {isConnecting && <ConnectAccount onClose={() => setConnecting(false)} />}
    </>
  );
}

function AccountRow({ account, isAdmin }: { account: Schema<'SocialAccount'>; isAdmin: boolean }) {
  const brand = useBrandTag(account.brandId);
  const { id, platform, platformId, username, status, statusReason, tokenExpiresAt, lastSyncAt } = account;
  return (
    <>
      <div className="record-main">
        <p className="record-title">
          <PlatformMark platform={platform} />
          <PageLink to={`/accounts/${id}`} className="row-link">
            <bdi>{accountName(account)}</bdi>
          </PageLink>
          <span className="faint">
            {brand === null ? platformName(platform) : `${platformName(platform)}, ${brand}`}
          </span>
        </p>
        <p className="subject">
          <bdi>{username === null ? platformId : `@${username}`}</bdi>
        </p>
        {statusReason !== null && <p className="record-wrong">{statusReason}</p>}
      </div>
      <Status status={status} />
      <div className="record-facts">
        <RecordFact term="Token ends">{tokenExpiresAt === null ? 'never' : <When at={tokenExpiresAt} />}</RecordFact>
        <RecordFact term="Numbers read">{lastSyncAt === null ? 'never' : <When at={lastSyncAt} />}</RecordFact>
      </div>
      <div className="actions">{isAdmin && status === 'NEEDS_REAUTH' && <ReconnectButton account={account} />}</div>
    </>
  );
}
