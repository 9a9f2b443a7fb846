import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { IsObject, ValidateIf } from 'class-validator';

/** May be absent, but not null (class-validator's `@IsOptional()` lets null pass). */
export const Optional = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

const KEPT = Symbol('kept as sent');

/** Kept exactly as it was sent and looked at by its other decorators only: whoever knows the class of what it holds has to `validate` that. */
export const KeptAsSent = (): PropertyDecorator =>
  applyDecorators(
    Reflect.metadata(KEPT, true) as PropertyDecorator,
    // A type without insides: class-transformer would walk the value, and call what it has under the name `constructor`.
    Type(() => Boolean),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
  );

/** Whether a property of a class carries `@KeptAsSent()`. */
export function isKeptAsSent(Class: Class, property: string): boolean {
  return Reflect.hasMetadata(KEPT, Class.prototype as object, property);
}

/** An object whose class its job type knows. */
export const JobPayload = (): PropertyDecorator => applyDecorators(IsObject(), KeptAsSent());

const OPTIONAL_BODY = Symbol('optional body');

/** Of the class of a body: none at all is as good as an empty one. Elsewhere it is refused, lest what was left out means all. */
export const OptionalBody = (): ClassDecorator => Reflect.metadata(OPTIONAL_BODY, true) as ClassDecorator;

/** Whether the class of a body carries `@OptionalBody()`. */
export function isOptionalBody(Class: Class): boolean {
  return Reflect.hasMetadata(OPTIONAL_BODY, Class);
}
