import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi, useBrands } from '../api/api.js';
import { ChangeButton, ConfirmButton } from '../parts/change-button.js';
import { platformName } from '../parts/describe.js';
import { FormDialog } from '../parts/form-dialog.js';
import { icons } from '../parts/icons.js';
import { useSession } from '../session/use-session.js';
import { useBrandId, useHref } from '../shell/brand.js';
import { accountChoices, newAccountSchema, newTokensSchema } from './account-forms.js';

type Account = Schema<'SocialAccount'>;

/** What people call an account. */
export const accountName = ({ displayName, username, platformId }: Account): string =>
  displayName ?? username ?? platformId;

/** Connects an account of any platform. */
export function ConnectAccount({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const brands = useBrands();
  const brandId = useBrandId() ?? (brands.length === 1 ? brands[0]!.id : undefined);
  return (
    <FormDialog
      title="Connect an account"
      action="Connect"
      schemaOf={newAccountSchema}
      start={{ platform: 'TWITTER', brandId }}
      choices={{ ...accountChoices, brandId: brands.map(({ id, name }) => ({ id, label: name })) }}
      changes={['accounts']}
      change={(body) => answerOf(api.POST('/api/social-accounts', { body: body as Schema<'ConnectSocialAccount'> }))}
      said={(account) => `Connected ${accountName(account)}.`}
      onClose={onClose}
    >
      <p className="soft">Tokens are kept encrypted and never shown again.</p>
    </FormDialog>
  );
}

/** Asks for new tokens of an account. */
export function ReconnectButton({ account, isPrimary = false }: { account: Account; isPrimary?: boolean }) {
  const api = useApi();
  const [isOpen, setOpen] = useState(false);
  const { brandId, platform, platformId } = account;
  const name = accountName(account);
  return (
    <>
      <button
        type="button"
        className={isPrimary ? 'button primary' : 'button'}
        aria-label={`Connect again: ${name}`}
        onClick={() => setOpen(true)}
      >
        {icons.key} Connect again
      </button>
      {isOpen && (
        <FormDialog
          title={`Connect ${name} again`}
          action="Connect"
          schemaOf={() => newTokensSchema(platform)}
          start={{}}
          choices={accountChoices}
          changes={['accounts']}
          change={(tokens) => {
            const body = { ...tokens, brandId, platform, platformId } as Schema<'ConnectSocialAccount'>;
            return answerOf(api.POST('/api/social-accounts', { body }));
          }}
          said={() => `Connected ${name} again.`}
          onClose={() => setOpen(false)}
        >
          <p className="soft">The new tokens take the place of those that {platformName(platform)} gave before.</p>
        </FormDialog>
      )}
    </>
  );
}

/** What can be done to an account by whoever is signed in. */
export function AccountActions({ account }: { account: Account }) {
  const { id, status } = account;
  const api = useApi();
  const href = useHref();
  const { identity } = useSession();
  const [, navigate] = useLocation();
  const name = accountName(account);
  return (
    <>
      {identity.isAdmin && <ReconnectButton account={account} isPrimary={status === 'NEEDS_REAUTH'} />}
      <ChangeButton
        icon="retry"
        changes={['accounts']}
        change={(_, key) => {
          const params = { path: { id }, header: { 'Idempotency-Key': key } };
          return answerOf(api.POST('/api/social-accounts/{id}/refresh', { params }));
        }}
        said={() => `New tokens are asked for.`}
        onDone={(job) => navigate(href(`/jobs/${job.id}`))}
      >
        Refresh tokens
      </ChangeButton>
      {identity.isAdmin && (
        <ConfirmButton
          icon="remove"
          label="Remove"
          title="Remove this account"
          action="Remove the account"
          changes={['accounts']}
          change={() => answerOf(api.DELETE('/api/social-accounts/{id}', { params: { path: { id } } }))}
          said={() => `Removed ${name}.`}
          onDone={() => navigate(href('/accounts'))}
        >
          <p>
            <bdi>{name}</bdi> is removed with its tokens: nothing is published there any more. What was published stays
            on record.
          </p>
        </ConfirmButton>
      )}
    </>
  );
}
