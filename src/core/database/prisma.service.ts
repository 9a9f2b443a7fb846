import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { Database } from './database.js';
import { PrismaClient } from './generated/client.js';

/** Prisma over the process's one pool; repositories use it for everything but what runs for every job or page that is read. */
@Injectable()
export class PrismaService extends PrismaClient implements OnModuleInit {
  constructor(database: Database) {
    super({ adapter: new PrismaPg(database.pool), errorFormat: 'minimal' });
  }

  /** Compiles Prisma's WebAssembly, which holds the event loop for 100 ms and more: at the start, not under the first jobs. */
  async onModuleInit(): Promise<void> {
    await this.$connect();
  }
}
