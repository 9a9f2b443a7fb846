import { Module } from '@nestjs/common';
import { OutboundClient } from './outbound-client.js';
import { OUTBOUND_NETWORK, systemNetwork } from './outbound-network.js';

/** Imported by every module that fetches what users or platforms name. */
@Module({
  providers: [OutboundClient, { provide: OUTBOUND_NETWORK, useValue: systemNetwork }],
  exports: [OutboundClient],
})
export class OutboundModule {}
