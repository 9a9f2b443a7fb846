import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config/config.js';
import { createMediaStore } from './media-store.module.js';
import { isMediaName, MAX_MEDIA_BYTES, MediaStore, mediaUrl, newMediaName } from './media-store.js';

const { signal } = new AbortController();

/** Fails when anything reaches it. */
class UntouchedStore extends MediaStore {
  protected write(): Promise<never> {
    return Promise.reject(new Error('write was not expected'));
  }
  protected open(): Promise<never> {
    return Promise.reject(new Error('open was not expected'));
  }
}

describe('names', () => {
  it('are 256 bits, and no two are alike', () => {
    const names = Array.from({ length: 100 }, newMediaName);
    expect(new Set(names).size).toBe(100);
    expect(names.filter((name) => !/^[\da-f]{64}\.jpg$/.test(name) || !isMediaName(name))).toEqual([]);
  });

  it.each(['', '.', '..', '../../etc/passwd', '.jpg', `${'a'.repeat(63)}.jpg`, `${'a'.repeat(64)}.html`])(
    '%j is none',
    async (text) => {
      expect(isMediaName(text)).toBe(false);
      expect(await new UntouchedStore().read(text)).toBeNull();
      await expect(new UntouchedStore().put(text, new Uint8Array(1), signal)).rejects.toThrow('not one of ours');
    },
  );

  it.each([`${'a'.repeat(64)}.jpg\n`, `${'A'.repeat(64)}.jpg`, `x/${'a'.repeat(64)}.jpg`])('%j is none', (text) => {
    expect(isMediaName(text)).toBe(false);
  });
});

describe('MediaStore', () => {
  it('takes no file that is too large', async () => {
    const bytes = new Uint8Array(MAX_MEDIA_BYTES + 1);
    await expect(new UntouchedStore().put(newMediaName(), bytes, signal)).rejects.toThrow('more than the 8388608');
  });

  it('begins nothing once its signal has aborted', async () => {
    const reason = new Error('cancelled');
    const put = new UntouchedStore().put(newMediaName(), new Uint8Array(1), AbortSignal.abort(reason));
    await expect(put).rejects.toBe(reason);
  });
});

describe('mediaUrl', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com/media/x.jpg'],
    ['https://example.com/app/', 'https://example.com/app/media/x.jpg'],
  ])('is below %s', (publicUrl, url) => {
    expect(mediaUrl(publicUrl, 'x.jpg')).toBe(url);
  });
});

describe('createMediaStore', () => {
  it('names what S3 needs and does not have', () => {
    const config = loadConfig({
      DATABASE_URL: 'postgresql://localhost/app',
      MEDIA_STORE: 's3',
      S3_ENDPOINT: 'https://s3.test',
    });
    expect(() => createMediaStore(config)).toThrow('S3_REGION: read nothing; it must be set when MEDIA_STORE is s3.');
  });
});
