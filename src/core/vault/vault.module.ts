import { Module } from '@nestjs/common';
import { TokenVault } from './token-vault.js';

/** What tokens and secrets are encrypted with. */
@Module({ providers: [TokenVault], exports: [TokenVault] })
export class VaultModule {}
