import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsEnum, IsString, Length, Matches, ValidateBy, type ValidationArguments } from 'class-validator';
import { AccountLogin, Platform, SocialAccountStatus } from '../core/database/enums.js';
import { PageQuery } from '../core/http/page.js';
import { Optional } from '../core/validation/decorators.js';
import { IsInstant } from '../core/validation/instant.js';
import { IsPlatformId } from './platform-id.js';

/** What goes into a header: visible ASCII (RFC 6749, appendix A.12, without the space). The message does not quote it. */
const IsToken = (): PropertyDecorator =>
  Matches(/^[\x21-\x7e]{1,4096}$/, { message: '$property must be 1 to 4096 visible ASCII characters' });

const OfInstagram = (): PropertyDecorator =>
  ValidateBy({
    name: 'ofInstagram',
    validator: {
      validate: (_value, args?: ValidationArguments) =>
        (args?.object as ConnectSocialAccount | undefined)?.platform === Platform.INSTAGRAM,
      defaultMessage: () => 'login is for Instagram accounts only',
    },
  });

/** An account as the platform's login gave it to the web app. */
export class ConnectSocialAccount {
  @ApiProperty()
  @IsString()
  @Length(1, 64)
  brandId!: string;

  @ApiProperty({ enum: Platform, enumName: 'Platform' })
  @IsEnum(Platform)
  platform!: Platform;

  @ApiProperty({
    description:
      'X user id, LinkedIn URN (`urn:li:organization:…` or `urn:li:person:…`), Facebook page id, Instagram user id',
    example: '2244994945',
  })
  @IsPlatformId()
  platformId!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200 })
  @Optional()
  @IsString()
  @Length(1, 200)
  displayName?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200 })
  @Optional()
  @IsString()
  @Length(1, 200)
  username?: string;

  @ApiProperty({ maxLength: 4096, writeOnly: true, description: "Of a Facebook page, the page's token" })
  @IsToken()
  accessToken!: string;

  @ApiPropertyOptional({ maxLength: 4096, writeOnly: true })
  @Optional()
  @IsToken()
  refreshToken?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When the access token ends; absent where it does not' })
  @Optional()
  @IsInstant()
  tokenExpiresAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @Optional()
  @IsInstant()
  refreshExpiresAt?: string;

  @ApiPropertyOptional({
    enum: AccountLogin,
    enumName: 'AccountLogin',
    default: AccountLogin.INSTAGRAM,
    description: "Of an Instagram account: which of Meta's logins gave the token",
  })
  @Optional()
  @OfInstagram()
  @IsEnum(AccountLogin)
  login?: AccountLogin;
}

/** An account as the API answers it: never its tokens. */
@ApiSchema({ name: 'SocialAccount' })
export class SocialAccountBody {
  @ApiProperty() id!: string;
  @ApiProperty() brandId!: string;
  @ApiProperty({ enum: Platform, enumName: 'Platform' }) platform!: Platform;
  @ApiProperty() platformId!: string;
  @ApiProperty({ type: String, nullable: true }) displayName!: string | null;
  @ApiProperty({ type: String, nullable: true }) username!: string | null;
  @ApiProperty({ enum: SocialAccountStatus, enumName: 'SocialAccountStatus' }) status!: SocialAccountStatus;
  @ApiProperty({ type: String, nullable: true, description: 'A sentence for a person' }) statusReason!: string | null;
  @ApiProperty({ type: Date, nullable: true }) tokenExpiresAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) lastSyncAt!: Date | null;
}

/** A page of accounts, newest first. */
export class SocialAccountPage {
  @ApiProperty({ type: [SocialAccountBody] }) socialAccounts!: SocialAccountBody[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Which accounts to list. */
export class SocialAccountQuery extends PageQuery {
  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @Length(1, 64)
  brandId?: string;

  @ApiPropertyOptional({ enum: Platform, enumName: 'Platform' })
  @Optional()
  @IsEnum(Platform)
  platform?: Platform;
}
