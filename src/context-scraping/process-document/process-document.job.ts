import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, IsUrl, Length, MaxLength } from 'class-validator';
import { JobType } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';
import { SourcePayload } from '../source.payload.js';

/** The documents that can be read. */
export const documentTypes = ['application/pdf', 'text/plain', 'text/markdown'] as const;

/** Which document to read, for which source. */
export class ProcessDocumentPayload extends SourcePayload {
  @ApiProperty({ format: 'uri', maxLength: 2048 })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2048)
  fileUrl!: string;

  @ApiProperty({ minLength: 1, maxLength: 255 })
  @IsString()
  @Length(1, 255)
  fileName!: string;

  @ApiProperty({ enum: documentTypes })
  @IsIn(documentTypes)
  mimeType!: (typeof documentTypes)[number];
}

/** The item that the document became. */
export class ProcessDocumentResult {
  @ApiProperty({ type: String, nullable: true, description: 'null after a dry run: nothing was saved' })
  contextItemId!: string | null;

  @ApiProperty({ description: 'How many characters its text has' })
  extractedText!: number;

  @ApiProperty()
  processingTimeMs!: number;
}

/** `PROCESS_DOCUMENT`: reads the text of a document and keeps it as context. */
export const processDocument = defineJob({
  type: JobType.PROCESS_DOCUMENT,
  queue: 'context-scraping',
  payload: ProcessDocumentPayload,
  result: ProcessDocumentResult,
  timeLimitMs: 5 * 60_000,
  summary: 'Reads the text of a document and keeps it as context',
  example: {
    contextSourceId: 'source_demo',
    brandId: 'brand_demo',
    fileUrl: 'https://example.com/brochure.pdf',
    fileName: 'brochure.pdf',
    mimeType: 'application/pdf',
  },
  references: ({ contextSourceId, brandId }) => [
    { resource: 'brand', id: brandId },
    { resource: 'contextSource', id: contextSourceId },
  ],
});
