import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type MediaFile, MediaStore, MediaStoreError } from './media-store.js';

/** Files in one folder, which every API process and worker must see. */
export class FilesystemMediaStore extends MediaStore {
  private readonly dir: string;

  constructor(dir: string) {
    super();
    this.dir = resolve(dir);
  }

  /** Beside its place first, then renamed: a process that dies half-way leaves no half file under the name. */
  protected async write(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.dir, name);
    const unfinished = `${path}.${randomUUID()}.unfinished`;
    try {
      await mkdir(this.dir, { recursive: true });
      const file = await open(unfinished, 'wx', 0o644);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
    } catch (cause) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw unusable('written to', cause);
    }
  }

  protected async open(name: string): Promise<MediaFile | null> {
    try {
      const file = await open(join(this.dir, name), constants.O_RDONLY | constants.O_NOFOLLOW);
      const stats = await file.stat();
      if (stats.isFile()) return { size: stats.size, stream: file.createReadStream() };
      await file.close();
      return null;
    } catch (cause) {
      // A link in the folder is none of our files.
      if (['ENOENT', 'ELOOP'].includes(codeOf(cause))) return null;
      throw unusable('read', cause);
    }
  }
}

function unusable(verb: string, cause: unknown): MediaStoreError {
  return new MediaStoreError(
    `MEDIA_DIR cannot be ${verb} (${codeOf(cause)}): check the folder, its owner and its disk`,
    {
      cause,
    },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
