import { Injectable, type PipeTransform } from '@nestjs/common';
import { ApiError } from './api-error.js';

/** Every id that this API gives out fits. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** For ids in paths: `@Param('id', IdPipe) id: string`. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  /** @throws {ApiError} 400 for what cannot be an id */
  transform(value: string, { data = 'id' }: { data?: string }): string {
    if (ID.test(value)) return value;
    throw ApiError.validation([{ path: [data], message: 'must be an id: 1 to 64 letters, digits, "_" or "-"' }]);
  }
}
