/**
 * The plain server of row 3: Nest on Express, as its documentation shows it. A guard verifies the session token with Clerk's
 * `verifyToken`, the ValidationPipe checks the same fields as the product does, one row is inserted by `pg` and answered. It has
 * no log, no throttle, no idempotency key, no cap, no dispatcher, and looks nothing up.
 */
import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { verifyToken } from '@clerk/backend';
import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Module,
  Post,
  Req,
  UnauthorizedException,
  UseGuards,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { randomUUID } from 'node:crypto';
import { Type } from 'class-transformer';
import { IsEnum, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import pg from 'pg';
import { Platform } from '../../src/core/database/enums.js';
import { serve } from '../lib/serve.js';
import { databaseUrl, POOL_SIZE } from './settings.js';

const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL_SIZE });
await pool.query(
  `CREATE TABLE plain_jobs (id text PRIMARY KEY, organization_id text NOT NULL, brand_id text, type text NOT NULL, payload jsonb NOT NULL,
     status text NOT NULL DEFAULT 'PENDING', created_at timestamptz NOT NULL DEFAULT now());
   CREATE INDEX ON plain_jobs (organization_id, created_at, id)`,
);

class ContentPayload {
  @IsString()
  @Length(1, 64)
  brandId!: string;

  @IsString()
  @Length(1, 500)
  topic!: string;

  @IsEnum(Platform, { each: true })
  platforms!: Platform[];
}

class JobBody {
  @IsString()
  type!: string;

  @IsOptional()
  @IsString()
  brandId?: string;

  @IsObject()
  @ValidateNested()
  @Type(() => ContentPayload)
  payload!: ContentPayload;
}

interface Request {
  headers: { authorization?: string };
  organization: string;
}

class TokenGuard implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    try {
      const claims = await verifyToken(token, {
        jwtKey: process.env.CLERK_JWT_KEY,
        authorizedParties: [process.env.CLERK_AUTHORIZED_PARTIES!],
      });
      if (claims.v !== 2 || !claims.o?.id) throw new Error('It names no organization');
      request.organization = claims.o.id;
      return true;
    } catch (cause) {
      throw new UnauthorizedException('The session token is not valid.', { cause });
    }
  }
}

@Controller('jobs')
@UseGuards(TokenGuard)
class JobsController {
  @Post()
  async create(@Body() { type, payload }: JobBody, @Req() { organization }: Request): Promise<object> {
    const { rows } = await pool.query({
      name: 'insert',
      text: `INSERT INTO plain_jobs (id, organization_id, brand_id, type, payload) VALUES ($1, $2, $3, $4, $5) RETURNING *`,
      values: [randomUUID(), organization, payload.brandId, type, payload],
    });
    return rows[0] as object;
  }
}

@Module({ controllers: [JobsController] })
class PlainModule {}

const app = await NestFactory.create(PlainModule, new ExpressAdapter(), { logger: false });
app.setGlobalPrefix('api');
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(0, '127.0.0.1');
serve({ port: () => (app.getHttpServer().address() as AddressInfo).port });
process.once('disconnect', () => process.exit());
process.send?.('ready');
