import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnalyticsSyncProducer } from '../analytics-sync/analytics-sync.producer.js';
import { RequireRole } from '../core/auth/route-access.js';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor } from '../core/http/page.js';
import type { Idempotency } from '../core/queue/job-creator.js';
import { JobReferences } from '../core/queue/job-references.js';
import { IdempotencyKey, IdempotentPost, markReplay } from '../jobs/idempotency-key.js';
import { JobAdmission } from '../jobs/job-admission.js';
import { JobView } from '../jobs/job.dto.js';
import { AccountConnection } from './account-connection.js';
import {
  ConnectSocialAccount,
  SocialAccountBody,
  SocialAccountPage,
  SocialAccountQuery,
} from './social-account.dto.js';
import { type ShownAccount, SocialAccountsRepository } from './social-accounts.repository.js';

/** The brands' accounts on social platforms. */
@ApiTags('social accounts')
@Controller('social-accounts')
export class SocialAccountsController {
  constructor(
    private readonly accounts: SocialAccountsRepository,
    private readonly connection: AccountConnection,
    private readonly references: JobReferences,
    private readonly admission: JobAdmission,
    private readonly producer: AnalyticsSyncProducer,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the accounts, newest first' })
  @ApiOkResponse({ type: SocialAccountPage })
  @ApiErrors(400)
  async list(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Query() { limit, cursor, brandId, platform }: SocialAccountQuery,
  ): Promise<SocialAccountPage> {
    const found = await this.accounts.list(organizationId, { brandId, platform }, decodeCursor(cursor), limit + 1);
    const { rows, nextCursor } = cutPage(found, limit);
    return { socialAccounts: rows.map(toBody), nextCursor };
  }

  @Post()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Connects an account; connecting it again replaces its tokens' })
  @ApiCreatedResponse({ type: SocialAccountBody })
  @ApiOkResponse({ type: SocialAccountBody, description: 'The brand had the account: it has these tokens now' })
  @ApiErrors(400, 404, 413, 415)
  async connect(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Body() body: ConnectSocialAccount,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SocialAccountBody> {
    const [missing] = await this.references.findMissing(organizationId, [{ resource: 'brand', id: body.brandId }]);
    if (missing) throw ApiError.notFound('brand');
    const { id, isNew } = await this.connection.connect(organizationId, body);
    if (!isNew) void reply.status(200);
    return toBody((await this.accounts.find(organizationId, id)) ?? gone());
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows an account' })
  @ApiOkResponse({ type: SocialAccountBody })
  @ApiErrors(400, 404)
  async show(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<SocialAccountBody> {
    return toBody((await this.accounts.find(organizationId, id)) ?? gone());
  }

  @Delete(':id')
  @RequireRole('admin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes an account with its tokens; what was published with it stays on record' })
  @ApiNoContentResponse()
  @ApiErrors(400, 404)
  async remove(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<void> {
    if (!(await this.accounts.delete(organizationId, id))) gone();
  }

  @Post(':id/refresh')
  @IdempotentPost(JobView)
  @ApiOperation({ summary: 'Gets the account new tokens now' })
  @ApiErrors(400, 404, 413, 415, 422, 429)
  async refresh(
    @CurrentSession() session: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @IdempotencyKey() idempotency: Idempotency | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView> {
    const admitted = await this.admission.admit(session, 1, idempotency, async () => [
      this.producer.refreshToken((await this.accounts.find(session.organizationId, id)) ?? gone()),
    ]);
    return JobView.of(markReplay(admitted, reply).jobs[0]!);
  }
}

function gone(): never {
  throw ApiError.notFound('socialAccount');
}

function toBody({ createdAt: _, ...account }: ShownAccount): SocialAccountBody {
  return account;
}
