import { Injectable } from '@nestjs/common';
import type { Platform } from '../database/enums.js';
import type { Reference } from './define-job.js';

/** Says which of the ids exist in the organization, and of what is of a platform, of which. */
export type ReferenceFinder = (organizationId: string, ids: string[]) => Promise<string[] | Map<string, Platform>>;

/** The references that stand against a job, in their order. */
export interface WrongReferences {
  /** They name nothing of the organization. */
  readonly missing: Reference[];
  /** They name something of another platform than they say. */
  readonly unfit: Reference[];
}

/** Looks up what payloads name. Each feature that owns a resource adds the look-up of it. */
@Injectable()
export class JobReferences {
  private readonly finders = new Map<string, ReferenceFinder>();

  add(resource: string, finder: ReferenceFinder): void {
    this.finders.set(resource, finder);
  }

  /** @throws Error when a contract names a resource that no feature of this process looks up, or a platform that it does not tell */
  async check(organizationId: string, references: readonly Reference[]): Promise<WrongReferences> {
    const missing = new Set<Reference>();
    const unfit = new Set<Reference>();
    for (const resource of new Set(references.map((reference) => reference.resource))) {
      const named = references.filter((reference) => reference.resource === resource);
      const finder = this.finders.get(resource);
      if (!finder) throw new Error(`Nothing looks up the resource ${resource}: add its finder to JobReferences`);
      const found = await finder(organizationId, [...new Set(named.map((reference) => reference.id))]);
      const ids = new Set(found instanceof Map ? found.keys() : found);
      for (const reference of named) {
        if (!ids.has(reference.id)) missing.add(reference);
        else if (reference.platform && platformOf(reference, found) !== reference.platform) unfit.add(reference);
      }
    }
    return {
      missing: references.filter((reference) => missing.has(reference)),
      unfit: references.filter((reference) => unfit.has(reference)),
    };
  }

  /** @returns the references that name nothing of the organization, in their order */
  async findMissing(organizationId: string, references: readonly Reference[]): Promise<Reference[]> {
    return (await this.check(organizationId, references)).missing;
  }
}

function platformOf({ resource, id }: Reference, found: string[] | Map<string, Platform>): Platform | undefined {
  if (found instanceof Map) return found.get(id);
  throw new Error(`The finder of ${resource} does not tell of which platform each is`);
}
