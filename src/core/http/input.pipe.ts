import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { isOptionalBody } from '../validation/decorators.js';
import { validate } from '../validation/validate.js';
import { ApiError } from './api-error.js';

/** Checks every body and query against its class; what is not a class has no rules and is refused by `InputGuard`. */
@Injectable()
export class InputPipe implements PipeTransform {
  /** @throws {ApiError} 400 `VALIDATION_ERROR` with every issue */
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype) return value;
    const Class = metatype as Type<object>;
    const checked = validate(Class, value === undefined && isOptionalBody(Class) ? {} : value);
    if ('issues' in checked) throw ApiError.validation(checked.issues);
    return checked.value;
  }
}
