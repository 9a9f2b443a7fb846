import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { type MediaFile, MediaStore, MediaStoreError } from './media-store.js';

/** Where the bucket is, and the key that may read and write its objects. */
export interface S3Settings {
  /** Origin of the service, such as `https://s3.eu-central-1.amazonaws.com`; the bucket comes after it in the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Until the answer's head is there; a body of a few megabytes takes seconds. */
const ANSWER_MS = 30_000;

/** Objects of one bucket of S3, or of a service that speaks its REST API (Signature Version 4). An object appears whole. */
export class S3MediaStore extends MediaStore {
  private readonly client: AwsClient;
  private readonly base: string;

  constructor({ endpoint, bucket, ...key }: S3Settings) {
    super();
    this.client = new AwsClient({ ...key, service: 's3', retries: 0 });
    this.base = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}`;
  }

  protected async write(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const headers = {
      'content-type': 'image/jpeg',
      'x-amz-content-sha256': createHash('sha256').update(bytes).digest('hex'),
    };
    const response = await this.ask('PUT', name, { headers, body: Buffer.from(bytes) }, signal);
    await response.body?.cancel();
    if (!response.ok) throw refused('PUT', response.status);
  }

  protected async open(name: string): Promise<MediaFile | null> {
    const clock = new AbortController();
    const limit = setTimeout(() => clock.abort(new Error('no answer in time')), ANSWER_MS);
    const response = await this.ask('GET', name, {}, clock.signal).finally(() => clearTimeout(limit));
    const size = Number(response.headers.get('content-length') ?? NaN);
    if (response.ok && response.body && Number.isSafeInteger(size)) {
      return { size, stream: Readable.fromWeb(response.body as ReadableStream) };
    }
    await response.body?.cancel();
    if (response.status === 404) return null;
    throw refused('GET', response.status);
  }

  private async ask(method: string, name: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const bounded = method === 'GET' ? signal : AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    try {
      return await this.client.fetch(`${this.base}/${name}`, { ...init, method, signal: bounded });
    } catch (cause) {
      signal.throwIfAborted();
      throw new MediaStoreError('The media store cannot be reached: check S3_ENDPOINT', { cause });
    }
  }
}

function refused(method: string, status: number): MediaStoreError {
  return new MediaStoreError(
    `The media store answered ${status} to ${method}: check S3_BUCKET, S3_REGION and what the key may do`,
  );
}
