import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../core/auth/route-access.js';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { ApiErrors, DescribeErrors } from '../core/http/openapi.js';
import { SignedIn, SignIn } from './local-sign-in.dto.js';
import { LocalIssuer, type LocalIdentity } from './local-issuer.js';
import { SignInCodesRepository } from './sign-in-codes.repository.js';

/** As long as a page stays signed in that is not there to renew: it renews in time while it is open. */
const SESSION_SECONDS = 3_600;

/** Sessions of the local issuer, for the dashboard. Where Clerk is used there are no such routes. */
@ApiTags('local sign-in')
@Controller('local-sign-in')
export class LocalSignInController {
  constructor(
    @Inject(LocalIssuer) private readonly issuer: LocalIssuer | null,
    private readonly codes: SignInCodesRepository,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in with the code of a link of "npm run sign-in", once', security: [] })
  @ApiOkResponse({ type: SignedIn })
  @DescribeErrors(400, 401, 404, 413, 415, 500, 503)
  async signIn(@Body() { code }: SignIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedIn> {
    const issuer = this.offered();
    const identity = await this.codes.redeem(code);
    if (!identity)
      throw ApiError.unauthorized('This sign-in link is used up or too old: "npm run sign-in" prints another.');
    return this.session(issuer, identity, reply);
  }

  @Post('renew')
  @HttpCode(200)
  @ApiOperation({ summary: 'Get another token for the same session before this one expires' })
  @ApiOkResponse({ type: SignedIn })
  @ApiErrors(400, 404, 413, 415)
  async renew(
    @CurrentSession() session: OrganizationSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedIn> {
    return this.session(this.offered(), session, reply);
  }

  private offered(): LocalIssuer {
    if (!this.issuer) throw ApiError.unknownRoute();
    return this.issuer;
  }

  private async session(issuer: LocalIssuer, identity: LocalIdentity, reply: FastifyReply): Promise<SignedIn> {
    void reply.header('cache-control', 'no-store');
    const expiresAt = new Date(Date.now() + SESSION_SECONDS * 1000);
    return { token: await issuer.issue(identity, SESSION_SECONDS), expiresAt };
  }
}
