import { Injectable } from '@nestjs/common';
import type { JobType } from '../database/enums.js';
import type { JobContract } from './define-job.js';
import type { QueueDefinition } from './define-queue.js';

/** Every queue and job type that this process knows, put in by `QueueModule.forFeature`. */
@Injectable()
export class JobRegistry {
  private readonly contracts = new Map<string, JobContract>();
  private readonly definitions = new Map<string, QueueDefinition>();

  /** @throws Error when a type is declared twice or names another queue than its feature's */
  add(queue: QueueDefinition, contracts: readonly JobContract[]): void {
    this.definitions.set(queue.name, queue);
    for (const contract of contracts) {
      if (contract.queue !== queue.name) {
        throw new Error(
          `${contract.type} names the queue ${contract.queue}, but stands in the list of ${queue.name}: change one of them`,
        );
      }
      if (this.contracts.has(contract.type))
        throw new Error(`Two contracts declare ${contract.type}: remove one from its feature's list of jobs`);
      this.contracts.set(contract.type, contract);
    }
  }

  get queues(): QueueDefinition[] {
    return [...this.definitions.values()];
  }

  get all(): JobContract[] {
    return [...this.contracts.values()];
  }

  get types(): JobType[] {
    return this.all.map((contract) => contract.type);
  }

  /** The contract of a type, or undefined where no feature of this process declares it. */
  find(type: string): JobContract | undefined {
    return this.contracts.get(type);
  }
}
