import { useParams } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { platformName } from '../parts/describe.js';
import { PageHead } from '../parts/page-head.js';
import { Fact } from '../parts/record-list.js';
import { RecordPage } from '../parts/record-page.js';
import { Status } from '../parts/status.js';
import { Planned, When } from '../parts/time.js';
import { useSession } from '../session/use-session.js';
import { AccountActions, accountName } from './account-actions.js';

/** An account: whether it can be used, why not, and until when. */
export function AccountPage() {
  const { id = '' } = useParams();
  const api = useApi();
  const { isAdmin } = useSession().identity;
  return (
    <RecordPage
      list={{ to: '/accounts', title: 'Accounts' }}
      queryKey={['accounts', 'one', id]}
      read={() => answerOf(api.GET('/api/social-accounts/{id}', { params: { path: { id } } }))}
    >
      {(account) => (
        <>
          <PageHead
            title={accountName(account)}
            note={
              isAdmin
                ? platformName(account.platform)
                : `${platformName(account.platform)}. Admins connect and remove accounts.`
            }
          >
            <AccountActions account={account} />
          </PageHead>
          <AccountFacts account={account} />
        </>
      )}
    </RecordPage>
  );
}

function AccountFacts({ account }: { account: Schema<'SocialAccount'> }) {
  const { brandId, platform, platformId, username, status, statusReason, tokenExpiresAt, lastSyncAt } = account;
  const brand = useBrands().find(({ id }) => id === brandId);
  return (
    <section className="card about" aria-label="About the account">
      <Status status={status} />
      {statusReason !== null && <p className="record-wrong">{statusReason}</p>}
      <dl className="facts">
        <Fact term="Brand">{brand?.name ?? '–'}</Fact>
        {username !== null && <Fact term="Handle">@{username}</Fact>}
        <Fact term={`${platformName(platform)} id`}>
          <code>{platformId}</code>
        </Fact>
        <Fact term="Token ends">{tokenExpiresAt === null ? 'never' : <Planned at={tokenExpiresAt} />}</Fact>
        <Fact term="Numbers">{lastSyncAt === null ? 'not read yet' : <When at={lastSyncAt} />}</Fact>
      </dl>
    </section>
  );
}
