import { type DynamicModule, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { createLogger, LOGGER, type ProcessName } from './logger.js';

/** Provides {@link LOGGER}, named after the process, to every module. */
@Module({})
export class LoggingModule {
  static forRoot(component: ProcessName): DynamicModule {
    return {
      module: LoggingModule,
      global: true,
      providers: [
        {
          provide: LOGGER,
          useFactory: (config: Config) => createLogger(component, config.LOG_LEVEL),
          inject: [CONFIG],
        },
      ],
      exports: [LOGGER],
    };
  }
}
