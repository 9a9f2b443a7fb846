import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

/** What stands behind `#code=` in a sign-in link. */
export class SignIn {
  @ApiProperty({ minLength: 1, maxLength: 64 })
  @IsString()
  @Length(1, 64)
  code!: string;
}

/** A session token and when it expires. */
export class SignedIn {
  @ApiProperty() token!: string;
  @ApiProperty() expiresAt!: Date;
}
