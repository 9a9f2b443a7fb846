import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiErrors } from '../core/http/openapi.js';
import { JobRegistry } from '../core/queue/job-registry.js';
import { Dashboard } from './dashboard.dto.js';
import { DashboardRepository } from './dashboard.repository.js';

/** How an organization stands. */
@ApiTags('dashboard')
@Controller('dashboard')
export class DashboardController {
  constructor(
    private readonly dashboard: DashboardRepository,
    private readonly registry: JobRegistry,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How the organization stands, in figures of one moment' })
  @ApiOkResponse({ type: Dashboard })
  @ApiErrors()
  async read(@CurrentSession() { organizationId }: OrganizationSession): Promise<Dashboard> {
    // A queue of which users can ask for nothing is the system's own.
    const queues = [...new Set(this.registry.all.map(({ queue }) => queue))].sort();
    return Dashboard.of(await this.dashboard.read(organizationId, queues));
  }
}
