import { ApiProperty } from '@nestjs/swagger';

/** What a job's calls of a model took. */
export class ModelUse {
  @ApiProperty({ type: Number, nullable: true, description: 'Over all calls; null when the model did not say' })
  tokensUsed!: number | null;

  @ApiProperty({ description: 'The model that answered; after a dry run, the one that would be asked' })
  model!: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: "Millionths of a US dollar; null when the model's price is not known",
  })
  costMicroUsd!: number | null;

  @ApiProperty({ description: 'Milliseconds that the attempt took' })
  generationTimeMs!: number;
}
