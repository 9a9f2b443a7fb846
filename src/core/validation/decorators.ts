import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsObject, ValidateIf } from 'class-validator';

/** May be absent, but not null (class-validator's `@IsOptional()` lets null pass). */
export const Optional = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** An object that is kept exactly as it was sent, to be checked with `validate` by whoever knows its class. Name it `payload`. */
export const JobPayload = (): PropertyDecorator =>
  applyDecorators(
    IsObject(),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
  );
