import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { validate } from '../validation/validate.js';
import { ApiError } from './api-error.js';

/** Checks every body and query against its class; what is not a class has no rules and is refused by `InputGuard`. */
@Injectable()
export class InputPipe implements PipeTransform {
  /** @throws {ApiError} 400 `VALIDATION_ERROR` with every issue */
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype) return value;
    const checked = validate(metatype as Type<object>, value);
    if ('issues' in checked) throw ApiError.validation(checked.issues);
    return checked.value;
  }
}
