import { ValidateBy, type ValidationArguments } from 'class-validator';
import { Platform } from '../core/database/enums.js';

/** How each platform names an account: X and Meta by digits, LinkedIn by the URN of an organization or a person. */
const PLATFORM_IDS: Readonly<Record<Platform, { pattern: RegExp; example: string }>> = {
  TWITTER: { pattern: /^\d{1,20}$/, example: 'the digits of an X user id' },
  LINKEDIN: {
    pattern: /^urn:li:(organization:\d{1,20}|person:[A-Za-z0-9_-]{1,64})$/,
    example: 'a URN such as urn:li:organization:2414183 or urn:li:person:yrZCpj2Z12',
  },
  FACEBOOK: { pattern: /^\d{1,20}$/, example: 'the digits of a Facebook page id' },
  INSTAGRAM: { pattern: /^\d{1,20}$/, example: 'the digits of an Instagram user id' },
};

/** For the `platformId` of a body with a `platform`. */
export const IsPlatformId = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPlatformId',
    validator: {
      validate: (value: unknown, args) => typeof value === 'string' && (ruleOf(args)?.pattern.test(value) ?? true),
      defaultMessage: (args) => `platformId must be ${ruleOf(args)?.example ?? 'an id of its platform'}`,
    },
  });

/** undefined where the platform is none, which is its own issue. */
function ruleOf(args: ValidationArguments | undefined) {
  const { platform } = (args?.object ?? {}) as { platform?: unknown };
  return Object.values(Platform).includes(platform as Platform) ? PLATFORM_IDS[platform as Platform] : undefined;
}
