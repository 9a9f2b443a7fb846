import { ApiProperty } from '@nestjs/swagger';
import type { DashboardFigures, QueueFigures } from './dashboard.repository.js';

export class DashboardJobs {
  @ApiProperty({ description: 'Due, or with their time ahead' }) pending!: number;
  @ApiProperty() running!: number;
  @ApiProperty({ description: 'In the last 30 days (UTC), today among them' }) completed!: number;
  @ApiProperty({ description: 'FAILED, and neither acknowledged nor retried' }) failed!: number;
  @ApiProperty({ description: 'In the last 30 days (UTC), today among them' }) cancelled!: number;
}

export class DashboardQueue implements QueueFigures {
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'Jobs that are due' }) waiting!: number;
  @ApiProperty({ description: 'Jobs that run' }) active!: number;
  @ApiProperty({ description: 'Jobs whose time is ahead' }) delayed!: number;
  @ApiProperty({ type: Date, nullable: true, description: 'Since when the one that waits longest has been due' })
  oldestDueAt!: string | null;
  @ApiProperty({ description: 'Whether no more jobs are started, of any organization' }) paused!: boolean;
}

export class DashboardSources {
  @ApiProperty() active!: number;
  @ApiProperty() unhealthy!: number;
}

export class DashboardAccounts {
  @ApiProperty({ description: 'To which we have access, RESTRICTED ones too' }) connected!: number;
  @ApiProperty() needsReauth!: number;
}

export class DashboardNotifications {
  @ApiProperty() unread!: number;
}

export class DashboardUsage {
  @ApiProperty({ description: 'Of the model, this month (UTC)' }) tokens!: number;

  @ApiProperty({ description: 'This month (UTC), by list prices; what has no known price is left out' })
  costMicroUsd!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'null: there is no budget' })
  budgetMicroUsd!: number | null;
}

export class Dashboard {
  @ApiProperty() jobs!: DashboardJobs;
  @ApiProperty({ type: [DashboardQueue], description: 'The jobs of the organization in each' })
  queues!: DashboardQueue[];
  @ApiProperty() sources!: DashboardSources;
  @ApiProperty() accounts!: DashboardAccounts;
  @ApiProperty() notifications!: DashboardNotifications;
  @ApiProperty() usage!: DashboardUsage;

  /** The figures as they are answered. */
  static of(figures: DashboardFigures): Dashboard {
    const { queues, completed, failed, cancelled } = figures;
    const total = (count: (queue: QueueFigures) => number) => queues.reduce((sum, queue) => sum + count(queue), 0);
    return {
      jobs: {
        pending: total(({ waiting, delayed }) => waiting + delayed),
        running: total(({ active }) => active),
        completed,
        failed,
        cancelled,
      },
      queues,
      sources: { active: figures.activeSources, unhealthy: figures.unhealthySources },
      accounts: { connected: figures.connectedAccounts, needsReauth: figures.accountsWithoutAccess },
      notifications: { unread: figures.unread },
      usage: { tokens: figures.tokens, costMicroUsd: figures.costMicroUsd, budgetMicroUsd: null },
    };
  }
}
