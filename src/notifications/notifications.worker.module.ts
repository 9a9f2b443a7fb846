import { Module } from '@nestjs/common';
import { NotificationsProducer } from './notifications.producer.js';
import { NotificationsRepository } from './notifications.repository.js';

/** Notifications without REST, for the features of a worker. */
@Module({ providers: [NotificationsProducer, NotificationsRepository], exports: [NotificationsProducer] })
export class NotificationsWorkerModule {}
