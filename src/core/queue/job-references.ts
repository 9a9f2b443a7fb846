import { Injectable } from '@nestjs/common';
import type { Reference } from './define-job.js';

/** Says which of the ids exist in the organization. */
export type ReferenceFinder = (organizationId: string, ids: string[]) => Promise<string[]>;

/** Looks up what payloads name. Each feature that owns a resource adds the look-up of it. */
@Injectable()
export class JobReferences {
  private readonly finders = new Map<string, ReferenceFinder>();

  add(resource: string, finder: ReferenceFinder): void {
    this.finders.set(resource, finder);
  }

  /**
   * @returns the first reference that names nothing of the organization, or null
   * @throws Error when a contract names a resource that no feature of this process looks up
   */
  async findMissing(organizationId: string, references: readonly Reference[]): Promise<Reference | null> {
    for (const resource of new Set(references.map((reference) => reference.resource))) {
      const named = references.filter((reference) => reference.resource === resource);
      const finder = this.finders.get(resource);
      if (!finder) throw new Error(`Nothing looks up the resource ${resource}: add its finder to JobReferences`);
      const ids = [...new Set(named.map((reference) => reference.id))];
      const found = await finder(organizationId, ids);
      const missing = named.find((reference) => !found.includes(reference.id));
      if (missing) return missing;
    }
    return null;
  }
}
