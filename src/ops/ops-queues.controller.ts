import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBasicAuth,
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { DescribeErrors } from '../core/http/openapi.js';
import { QueueSwitch } from '../core/queue/queue-switch.js';
import type { QueueState } from '../core/queue/repository/pause-queue.js';

/** Whether a queue is paused. */
@ApiSchema({ name: 'QueueState' })
export class QueueStateView implements QueueState {
  @ApiProperty() name!: string;
  @ApiProperty() paused!: boolean;
}

/** Queues for operators, of all organizations: `requireOpsToken` stands before it. */
@ApiTags('ops')
@ApiBearerAuth('ops')
@ApiBasicAuth('opsBasic')
@Controller('ops/queues')
export class OpsQueuesController {
  constructor(private readonly queues: QueueSwitch) {}

  @Post(':name/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Start no more jobs of a queue; those that run go on' })
  @ApiOkResponse({ type: QueueStateView })
  @DescribeErrors(400, 401, 404, 413, 415, 500, 503)
  async pause(@Param('name', IdPipe) name: string): Promise<QueueStateView> {
    return (await this.queues.pause(name)) ?? missing();
  }

  @Post(':name/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Start the jobs of a queue again' })
  @ApiOkResponse({ type: QueueStateView })
  @DescribeErrors(400, 401, 404, 413, 415, 500, 503)
  async resume(@Param('name', IdPipe) name: string): Promise<QueueStateView> {
    return (await this.queues.resume(name)) ?? missing();
  }
}

function missing(): never {
  throw ApiError.notFound('queue');
}
