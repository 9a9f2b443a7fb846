import { Module } from '@nestjs/common';
import { CONFIG, type Config, ConfigError } from '../config/config.js';
import { FilesystemMediaStore } from './filesystem-media-store.js';
import { MediaStore } from './media-store.js';
import { S3MediaStore } from './s3-media-store.js';

/** The one store of a process's images, as MEDIA_STORE says. */
@Module({
  providers: [{ provide: MediaStore, useFactory: createMediaStore, inject: [CONFIG] }],
  exports: [MediaStore],
})
export class MediaStoreModule {}

/** @throws {ConfigError} when a setting that the chosen store needs is missing */
export function createMediaStore(config: Config): MediaStore {
  if (config.MEDIA_STORE === 'filesystem') return new FilesystemMediaStore(config.MEDIA_DIR);
  const needed = (name: 'S3_ENDPOINT' | 'S3_REGION' | 'S3_BUCKET' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY') => {
    const value = config[name];
    if (value === undefined) {
      throw new ConfigError(`${name}: read nothing; it must be set when MEDIA_STORE is s3. See .env.example.`);
    }
    return value;
  };
  return new S3MediaStore({
    endpoint: needed('S3_ENDPOINT'),
    region: needed('S3_REGION'),
    bucket: needed('S3_BUCKET'),
    accessKeyId: needed('S3_ACCESS_KEY_ID'),
    secretAccessKey: needed('S3_SECRET_ACCESS_KEY'),
  });
}
