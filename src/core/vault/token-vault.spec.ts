import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenVault, TokenVaultError } from './token-vault.js';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [first, second] = [key('k1'), key('k2')];
const vaultOf = (...keys: (typeof first)[]) => new TokenVault({ TOKEN_ENCRYPTION_KEYS: keys });
const place = { rowId: 'account_1', kind: 'access' } as const;

/** The reason of a refusal, with proof that it does not show the text. */
function refusal(vault: TokenVault, text: string, where: Parameters<TokenVault['decrypt']>[1] = place): string {
  try {
    vault.decrypt(text, where);
    return 'decrypted';
  } catch (error) {
    if (!(error instanceof TokenVaultError)) throw error;
    const body = text.split(':').at(-1)!;
    return body.length > 4 && error.message.includes(body) ? 'shows the text' : error.reason;
  }
}

describe('TokenVault', () => {
  it('gives back what it was given, whatever it is and wherever it is kept', () => {
    const vault = vaultOf(first);
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.constantFrom('access' as const, 'refresh' as const, 'webhook' as const),
        (token, rowId, kind) => {
          const text = vault.encrypt(token, { rowId, kind });
          expect(text).toMatch(/^v1:k1:[A-Za-z0-9_-]{38,}$/);
          expect(vault.decrypt(text, { rowId, kind })).toBe(token);
        },
      ),
    );
  });

  it('never writes the same twice', () => {
    const vault = vaultOf(first);
    expect(new Set(Array.from({ length: 100 }, () => vault.encrypt('token', place))).size).toBe(100);
  });

  it('refuses a ciphertext that was moved to another row or column', () => {
    const vault = vaultOf(first);
    const text = vault.encrypt('token', place);
    expect(refusal(vault, text, { ...place, rowId: 'account_2' })).toBe('TAMPERED');
    for (const kind of ['refresh', 'webhook'] as const)
      expect(refusal(vault, text, { ...place, kind })).toBe('TAMPERED');
  });

  it('refuses whatever was changed', () => {
    const vault = vaultOf(first);
    const text = vault.encrypt('a token of some length', place);
    const body = Buffer.from(text.slice('v1:k1:'.length), 'base64url');
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(body);
        changed[at]! ^= change;
        expect(refusal(vault, `v1:k1:${changed.toString('base64url')}`)).toBe('TAMPERED');
      }),
    );
    for (const other of ['', 'plain text', 'v1:k1:', 'v1:k1:AAAA', text.replace('v1', 'v2'), `${text}A=`]) {
      expect(refusal(vault, other)).toBe('TAMPERED');
    }
  });

  it('encrypts with the first key and decrypts with all', () => {
    const old = vaultOf(first).encrypt('token', place);
    const rotated = vaultOf(second, first);
    expect(rotated.decrypt(old, place)).toBe('token');
    expect(rotated.currentPrefix).toBe('v1:k2:');
    const text = rotated.encrypt('token', place);
    expect(text.startsWith(rotated.currentPrefix)).toBe(true);
    expect(vaultOf(second).decrypt(text, place)).toBe('token');
    expect(refusal(vaultOf(second), old)).toBe('UNKNOWN_KEY');
    expect(refusal(vaultOf({ ...second, id: 'k1' }), old)).toBe('TAMPERED');
  });

  it('says which setting is missing where there is no key', () => {
    const vault = vaultOf();
    expect(() => vault.encrypt('token', place)).toThrow(/^TOKEN_ENCRYPTION_KEYS is not set/);
    expect(refusal(vault, vaultOf(first).encrypt('token', place))).toBe('NO_KEYS');
  });
});
