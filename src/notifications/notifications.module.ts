import { Module } from '@nestjs/common';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsProducer } from './notifications.producer.js';
import { NotificationsRepository } from './notifications.repository.js';

/** Notifications over REST. */
@Module({
  controllers: [NotificationsController],
  providers: [NotificationsProducer, NotificationsRepository],
  exports: [NotificationsProducer],
})
export class NotificationsModule {}
