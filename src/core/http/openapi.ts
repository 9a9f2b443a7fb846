import { applyDecorators, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  DocumentBuilder,
  type OpenAPIObject,
  SwaggerModule,
} from '@nestjs/swagger';
import { type ErrorCode, errorCodes } from './api-error.js';
import type { ErrorAnswer } from './error-filter.js';

/** The one shape of every error, for the document. */
export class ApiErrorBody implements ErrorAnswer {
  @ApiProperty({ description: 'A sentence for a person' })
  error!: string;

  @ApiProperty({ enum: errorCodes, enumName: 'ErrorCode' })
  code!: ErrorCode;

  @ApiPropertyOptional({
    type: Object,
    description: 'What the code says is wrong, such as issues, resource, status or limit',
  })
  details?: object;

  @ApiProperty({ description: 'Also the x-request-id response header, and in our log' })
  requestId!: string;
}

const MEANINGS = {
  400: '`VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where',
  401: '`UNAUTHORIZED`: no token, or one that does not verify',
  403: '`NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low',
  404: '`NOT_FOUND`: unknown, or of another organization',
  409: '`CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it',
  413: '`PAYLOAD_TOO_LARGE`: a body over 256 KiB',
  415: '`UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON',
  422: '`IDEMPOTENCY_KEY_REUSED`: the key came with another request before',
  429: '`TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After`',
  500: '`INTERNAL_ERROR`',
  503: '`UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After`',
} as const;

/** What any route behind a session token can answer. */
const ALWAYS = [401, 403, 500, 503] as const;

/** Documents the errors of a route (those that any route behind a session token has are added). */
export function ApiErrors(...statuses: (keyof typeof MEANINGS)[]): MethodDecorator {
  return DescribeErrors(...new Set([...statuses, ...ALWAYS]));
}

/** Documents all the errors of a route that takes no session token. */
export function DescribeErrors(...statuses: (keyof typeof MEANINGS)[]): MethodDecorator {
  return applyDecorators(
    ...statuses.map((status) => ApiResponse({ status, description: MEANINGS[status], type: ApiErrorBody })),
  );
}

/**
 * The OpenAPI document of an application's routes.
 * @param models classes that it describes although no route names them
 */
export function describeApi(app: NestFastifyApplication, models: Type[]): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Epic AI background workers')
    .setDescription(
      'Jobs in over HTTP, posts out by workers. Everything belongs to the organization in the session token.',
    )
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A Clerk session token' },
      'session',
    )
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'OPS_TOKEN' }, 'ops')
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'OPS_TOKEN as the password, of any user' }, 'opsBasic')
    .addSecurityRequirements('session')
    .build();
  return SwaggerModule.createDocument(app, about, { extraModels: models });
}

/** Serves the document at /api/docs-json, and Swagger UI at /api/docs, both without a token. */
export function serveDocs(app: NestFastifyApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/docs-json', raw: ['json'] });
}
