import { Injectable, type OnModuleInit, type Provider, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { JobContract } from './define-job.js';
import type { JobHandler } from './job-handler.js';
import { JobRegistry } from './job-registry.js';

type HandlersOf<Contracts extends readonly JobContract[]> = {
  [Contract in Contracts[number] as Contract['type']]: Type<JobHandler<Contract>>;
};

/** Which handler does which type's work, in a worker process. */
@Injectable()
export class JobHandlers implements OnModuleInit {
  private readonly classes = new Map<string, Type<JobHandler<JobContract>>>();

  constructor(
    private readonly registry: JobRegistry,
    private readonly modules: ModuleRef,
  ) {}

  add(type: string, handler: Type): void {
    this.classes.set(type, handler as Type<JobHandler<JobContract>>);
  }

  /** @throws Error when a declared type has no handler: the worker does not boot */
  onModuleInit(): void {
    const missing = this.registry.types.filter((type) => !this.classes.has(type));
    if (missing.length > 0) {
      throw new Error(
        `No handler for ${missing.join(', ')}: name it in provideHandlers() of its feature's worker module`,
      );
    }
  }

  /** The handler of a type, or undefined where this worker has none. */
  find(type: string): JobHandler<JobContract> | undefined {
    const handler = this.classes.get(type);
    return handler && this.modules.get(handler, { strict: false });
  }
}

/**
 * The providers of a feature's handlers, for its worker module. A contract of the list without a handler, or a handler
 * without a contract, does not compile.
 */
export function provideHandlers<const Contracts extends readonly JobContract[]>(
  contracts: Contracts,
  handlers: HandlersOf<Contracts>,
): Provider[] {
  const classes = Object.entries<Type>(handlers);
  return [
    ...classes.map(([, handler]) => handler),
    {
      provide: Symbol(`handlers of ${contracts.map((contract) => contract.type).join(', ')}`),
      useFactory: (registered: JobHandlers) => classes.forEach(([type, handler]) => registered.add(type, handler)),
      inject: [JobHandlers],
    },
  ];
}
