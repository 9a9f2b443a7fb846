import { Module } from '@nestjs/common';
import { MediaStoreModule } from '../core/media/media-store.module.js';
import { MediaController } from './media.controller.js';

/** Generated images, over HTTP. */
@Module({ imports: [MediaStoreModule], controllers: [MediaController] })
export class MediaModule {}
