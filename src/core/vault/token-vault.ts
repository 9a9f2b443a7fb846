import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';

/** Of an account, its tokens; of a webhook, what it signs with. */
export type TokenKind = 'access' | 'refresh' | 'webhook';

/** Where a token is kept: a ciphertext is good for this row and column only. */
export interface TokenPlace {
  readonly rowId: string;
  readonly kind: TokenKind;
}

/** Why a token cannot be kept or read. The sentence is for users and operators and holds nothing of the token. */
export class TokenVaultError extends Error {
  override readonly name = 'TokenVaultError';

  constructor(
    readonly reason: 'NO_KEYS' | 'UNKNOWN_KEY' | 'TAMPERED',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** NIST SP 800-38D: a nonce of 96 bits, drawn at random, and the whole tag. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `v1:<key id>:<base64url of nonce, ciphertext and tag>` */
const SEALED = /^v1:([\w-]{1,32}):([A-Za-z0-9_-]+)$/;

/** Encrypts tokens and secrets for the database with AES-256-GCM: the first of TOKEN_ENCRYPTION_KEYS encrypts, all of them decrypt. */
@Injectable()
export class TokenVault {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly firstId: string | undefined;

  constructor(@Inject(CONFIG) config: Pick<Config, 'TOKEN_ENCRYPTION_KEYS'>) {
    this.keys = new Map(config.TOKEN_ENCRYPTION_KEYS.map(({ id, key }) => [id, key]));
    this.firstId = config.TOKEN_ENCRYPTION_KEYS[0]?.id;
  }

  /**
   * What the text of every token under the first key begins with.
   * @throws {TokenVaultError} NO_KEYS
   */
  get currentPrefix(): string {
    if (this.firstId === undefined) throw noKeys();
    return `v1:${this.firstId}:`;
  }

  /** @throws {TokenVaultError} NO_KEYS */
  encrypt(token: string, place: TokenPlace): string {
    const prefix = this.currentPrefix;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.firstId!)!, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(nameOf(place));
    const sealed = Buffer.concat([nonce, cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return prefix + sealed.toString('base64url');
  }

  /** @throws {TokenVaultError} where its key is not there, or it was made for another place or changed since */
  decrypt(text: string, place: TokenPlace): string {
    if (this.firstId === undefined) throw noKeys();
    const [, id, body] = SEALED.exec(text) ?? [];
    const sealed = Buffer.from(body ?? '', 'base64url');
    if (id === undefined || sealed.length < NONCE_BYTES + TAG_BYTES) throw tampered();
    const key = this.keys.get(id);
    if (!key) {
      const message = `What is stored is encrypted under the key ${id}, which TOKEN_ENCRYPTION_KEYS does not hold`;
      throw new TokenVaultError('UNKNOWN_KEY', message);
    }
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(nameOf(place)).setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      const token = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([token, decipher.final()]).toString('utf8');
    } catch (cause) {
      throw tampered(cause);
    }
  }
}

function nameOf({ rowId, kind }: TokenPlace): Buffer {
  return Buffer.from(`${rowId} ${kind}`);
}

function noKeys(): TokenVaultError {
  const message = 'TOKEN_ENCRYPTION_KEYS is not set: tokens and secrets can be neither kept nor read';
  return new TokenVaultError('NO_KEYS', message);
}

function tampered(cause?: unknown): TokenVaultError {
  const message = 'What is stored cannot be decrypted: it was changed, or was made for another place';
  return new TokenVaultError('TAMPERED', message, { cause });
}
