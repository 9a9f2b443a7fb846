import { ApiProperty } from '@nestjs/swagger';

/** An item that could not be read, and why. */
export class ItemError {
  @ApiProperty() itemUrl!: string;
  @ApiProperty() message!: string;
}

/** What a sync of a website or a feed brought. */
export class SyncResult {
  @ApiProperty({ description: 'Created, updated, skipped and failed together' }) itemsProcessed!: number;
  @ApiProperty() itemsCreated!: number;
  @ApiProperty() itemsUpdated!: number;
  @ApiProperty({ description: 'Unchanged, or without a text worth keeping' }) itemsSkipped!: number;
  @ApiProperty({ type: [ItemError] }) errors!: ItemError[];
  @ApiProperty({ description: 'Whether a limit of time or number cut it off; the next sync goes on' })
  truncated!: boolean;
  @ApiProperty() scrapeDurationMs!: number;
}
