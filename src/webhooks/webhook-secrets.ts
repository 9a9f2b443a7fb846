import { Injectable } from '@nestjs/common';
import { ApiError } from '../core/http/api-error.js';
import type { SealedTable } from '../core/vault/token-rotation.repository.js';
import { TokenVault, TokenVaultError } from '../core/vault/token-vault.js';
import { newSecret } from './webhook-message.js';

/** Where the secrets are kept. */
export const webhookSecrets: SealedTable = {
  name: 'webhook_endpoints',
  contents: 'secrets',
  rows: 'webhooks',
  columns: { sealed_secret: 'webhook' },
};

/** What endpoints sign with: encrypted for the row that it is stored in. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly vault: TokenVault) {}

  /**
   * Makes a secret for an endpoint.
   * @returns the secret for whoever asked, once, and as it is stored
   * @throws {ApiError} 503 where nothing is set to encrypt with
   */
  create(endpointId: string): { secret: string; sealedSecret: string } {
    const secret = newSecret();
    try {
      return { secret, sealedSecret: this.vault.encrypt(secret, { rowId: endpointId, kind: 'webhook' }) };
    } catch (error) {
      throw error instanceof TokenVaultError ? ApiError.unavailable(`${error.message}.`, { cause: error }) : error;
    }
  }

  /** @throws {TokenVaultError} where no key opens it, or none is set */
  open(endpointId: string, sealedSecret: string): string {
    return this.vault.decrypt(sealedSecret, { rowId: endpointId, kind: 'webhook' });
  }
}
