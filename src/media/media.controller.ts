import { Controller, Get, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { Public } from '../core/auth/route-access.js';
import { ApiError } from '../core/http/api-error.js';
import { DescribeErrors } from '../core/http/openapi.js';
import { LOGGER } from '../core/logging/logger.js';
import { type MediaFile, MediaStore, MediaStoreError } from '../core/media/media-store.js';

/**
 * Whatever the bytes are, a browser takes them for an image and runs nothing of them; they never change under their name.
 * Pages elsewhere may show them: the platforms' do.
 */
const HEADERS = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'public, max-age=31536000, immutable',
};

/** Generated images, for anybody who knows their names: platforms fetch them. */
@ApiTags('media')
@Controller('media')
export class MediaController {
  constructor(
    private readonly store: MediaStore,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Get(':name')
  @Public()
  @ApiOperation({ summary: 'Serves a generated image', security: [] })
  @ApiOkResponse({ content: { 'image/jpeg': { schema: { type: 'string', format: 'binary' } } } })
  @DescribeErrors(404, 500, 503)
  async show(@Param('name') name: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const file = await this.find(name);
    if (!file) throw ApiError.notFound('image');
    reply.headers(HEADERS);
    return new StreamableFile(file.stream, { type: 'image/jpeg', length: file.size });
  }

  private async find(name: string): Promise<MediaFile | null> {
    try {
      return await this.store.read(name);
    } catch (cause) {
      if (!(cause instanceof MediaStoreError)) throw cause;
      this.log.error({ err: cause }, 'the media store cannot be used');
      throw ApiError.unavailable('The image cannot be read just now.', { cause });
    }
  }
}
