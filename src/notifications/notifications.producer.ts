import { Injectable } from '@nestjs/common';
import { type NewNotification, NotificationsRepository } from './notifications.repository.js';

/** Tells an organization's people of what they should know. A failed job is told by the engine, as it fails. */
@Injectable()
export class NotificationsProducer {
  constructor(private readonly notifications: NotificationsRepository) {}

  /** Tells it once for a job and kind; what is not about a job is told each time. */
  notify(notification: NewNotification): Promise<void> {
    return this.notifications.add(notification);
  }
}
