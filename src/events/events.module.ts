import { Module } from '@nestjs/common';
import { JobEventListener } from '../core/queue/job-event-listener.js';
import { EventsController } from './events.controller.js';
import { EventsRepository } from './events.repository.js';
import { JobFeed } from './job-feed.js';

/** Changes of jobs over server-sent events; in the API only, for it listens to the database. */
@Module({ controllers: [EventsController], providers: [JobFeed, JobEventListener, EventsRepository] })
export class EventsModule {}
