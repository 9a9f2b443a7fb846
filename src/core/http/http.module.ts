import { Global, Module } from '@nestjs/common';
import { CreationThrottle } from './creation-throttle.js';

/** What controllers of any feature use. */
@Global()
@Module({ providers: [CreationThrottle], exports: [CreationThrottle] })
export class HttpModule {}
