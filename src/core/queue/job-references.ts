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
   * @returns the references that name nothing of the organization, in their order
   * @throws Error when a contract names a resource that no feature of this process looks up
   */
  async findMissing(organizationId: string, references: readonly Reference[]): Promise<Reference[]> {
    const missing = new Set<Reference>();
    for (const resource of new Set(references.map((reference) => reference.resource))) {
      const named = references.filter((reference) => reference.resource === resource);
      const finder = this.finders.get(resource);
      if (!finder) throw new Error(`Nothing looks up the resource ${resource}: add its finder to JobReferences`);
      const found = new Set(await finder(organizationId, [...new Set(named.map((reference) => reference.id))]));
      for (const reference of named) if (!found.has(reference.id)) missing.add(reference);
    }
    return references.filter((reference) => missing.has(reference));
  }
}
