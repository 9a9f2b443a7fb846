import { Injectable } from '@nestjs/common';
import { findLearnings } from './learnings/find-learnings.js';
import { LearningsRepository } from './learnings.repository.js';

/** Learns from what a brand's posts brought. */
@Injectable()
export class BrandLearning {
  constructor(private readonly learnings: LearningsRepository) {}

  /**
   * Computes the learnings of a brand anew, over all its platforms. The same figures give the same learnings.
   * @returns how many hold
   */
  async renew(organizationId: string, brandId: string, signal: AbortSignal): Promise<number> {
    const findings = await findLearnings(await this.learnings.findMeasured(organizationId, brandId), signal);
    await this.learnings.replace(organizationId, brandId, findings);
    return findings.filter(({ holds }) => holds).length;
  }
}
