import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { LOGGER } from '../core/logging/logger.js';
import type { JobChanges } from '../core/queue/job-events.js';
import { JobEventListener } from '../core/queue/job-event-listener.js';
import { EventStream, toEvent } from './event-stream.js';
import { EventsRepository } from './events.repository.js';
import { OrganizationChannel } from './organization-channel.js';
import type { Position } from './position.js';

/** How often every stream gets a comment, and is looked after in case that nobody told of a change. */
const TICK_MS = 15_000;

/** What readers get at shutdown to take what they were sent. */
const FAREWELL_MS = 1_000;

/** Node fires a timer of more than this at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A reader, its answer, and the headers that the answer has already. */
export interface Reader {
  session: OrganizationSession;
  response: ServerResponse;
  headers: OutgoingHttpHeaders;
}

/** All streams of this API instance, by organization. */
@Injectable()
export class JobFeed implements OnModuleInit, OnModuleDestroy {
  private readonly channels = new Map<string, OrganizationChannel>();
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly repository: EventsRepository,
    private readonly listener: JobEventListener,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.listener.start((changes) => this.tell(changes));
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  /** Ends every stream, so that the server can close. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    const streams = [...this.channels.values()].flatMap((channel) => [...channel.streams]);
    const closed = Promise.all(streams.map((stream) => new Promise<void>((resolve) => stream.onClose(resolve))));
    for (const stream of streams) stream.end();
    await Promise.race([closed, delay(FAREWELL_MS, undefined, { ref: false })]);
    for (const stream of streams) stream.destroy();
    await this.listener.stop();
  }

  /**
   * Follows all jobs of the organization, for as long as the session lasts.
   * @param since where the reader stopped; null: it begins with what has not ended
   * @throws {ApiError} 503 when the instance stops
   */
  async follow(reader: Reader, since: Position | null): Promise<void> {
    const stream = new EventStream(reader.response, null, since ?? start);
    const channel = this.join(reader.session, stream);
    const now = await channel.begin();
    stream.open(reader.headers);
    channel.catchUp(stream, since, now).catch((error: unknown) => {
      this.log.warn({ err: error }, 'What a reader of events missed could not be read; its stream is cut');
      stream.destroy();
    });
  }

  /**
   * Follows one job to its end, for as long as the session lasts.
   * @throws {ApiError} 404 for another's or no job, 503 when the instance stops
   */
  async followJob(reader: Reader, jobId: string): Promise<void> {
    const stream = new EventStream(reader.response, jobId, start);
    const channel = this.join(reader.session, stream);
    stream.caughtUp(await channel.begin());
    const job = await channel.find(jobId);
    if (!job) throw ApiError.notFound('job');
    stream.open(reader.headers);
    stream.send([toEvent(job)]);
  }

  /** From here on the stream hears of changes; it leaves when its response is over, an error's too. */
  private join({ organizationId, expiresAt }: OrganizationSession, stream: EventStream): OrganizationChannel {
    if (this.stopping) throw ApiError.unavailable('This instance is stopping: try again shortly.');
    let channel = this.channels.get(organizationId);
    if (!channel) {
      channel = new OrganizationChannel(organizationId, this.repository, this.log);
      this.channels.set(organizationId, channel);
    }
    const { streams } = channel;
    streams.add(stream);
    const expiry = setTimeout(() => stream.end(), Math.min(expiresAt.getTime() - Date.now(), LONGEST_TIMER_MS));
    stream.onClose(() => {
      clearTimeout(expiry);
      streams.delete(stream);
      if (streams.size === 0) this.channels.delete(organizationId);
    });
    return channel;
  }

  private tell(changes: JobChanges): void {
    if (changes === 'everything') {
      for (const channel of this.channels.values()) channel.look();
      return;
    }
    for (const [organizationId, ids] of changes) {
      const channel = this.channels.get(organizationId);
      if (channel && [...channel.streams].some((stream) => stream.follows(ids))) channel.look();
    }
  }

  private tick(): void {
    for (const channel of this.channels.values()) {
      for (const stream of channel.streams) {
        // One that was ended long since and is still here has a reader that takes nothing.
        if (stream.isClosed) stream.destroy();
        else stream.sendComment();
      }
      channel.look();
    }
  }
}

/** Of a stream that has read nothing. */
const start: Position = { at: 0, snapshot: '1:1:' };
