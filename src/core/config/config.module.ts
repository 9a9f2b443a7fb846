import { Global, Module } from '@nestjs/common';
import { CONFIG, loadConfig } from './config.js';

/** Provides the one {@link CONFIG} object to every module. */
@Global()
@Module({
  providers: [{ provide: CONFIG, useFactory: () => loadConfig(process.env) }],
  exports: [CONFIG],
})
export class ConfigModule {}
