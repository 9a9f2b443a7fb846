import { Module } from '@nestjs/common';
import { QueueSwitch } from '../core/queue/queue-switch.js';
import { OpsQueuesController } from './ops-queues.controller.js';

/** What operators do with the running system. */
@Module({ controllers: [OpsQueuesController], providers: [QueueSwitch] })
export class OpsModule {}
