import { Controller, Get, Header } from '@nestjs/common';
import { ApiBasicAuth, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DescribeErrors } from '../http/openapi.js';
import { registry } from './metrics.js';
import { QueueGauges } from './queue-gauges.js';

/** For Prometheus, on each process: `requireOpsToken` stands before it. */
@ApiTags('ops')
@ApiBearerAuth('ops')
@ApiBasicAuth('opsBasic')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly gauges: QueueGauges) {}

  @Get()
  @Header('content-type', registry.contentType)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: "This process's metrics, in Prometheus's text format" })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @DescribeErrors(401, 404, 500)
  async read(): Promise<string> {
    await this.gauges.refresh();
    return registry.metrics();
  }
}
