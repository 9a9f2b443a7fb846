import { Module } from '@nestjs/common';
import { JobReferences } from '../core/queue/job-references.js';
import { BrandsController } from './brands.controller.js';
import { BrandsRepository } from './brands.repository.js';

/** Brands and how they speak, over REST; and the look-up of brands that jobs name. */
@Module({ controllers: [BrandsController], providers: [BrandsRepository] })
export class BrandsModule {
  constructor(references: JobReferences, brands: BrandsRepository) {
    references.add('brand', (organizationId, ids) => brands.findExisting(organizationId, ids));
  }
}
