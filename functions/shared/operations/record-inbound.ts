import type { InboundMessage } from '../domain/inbound.ts';
import type { Instant } from '../domain/instant.ts';
import { recordInbound } from '../store/chats.ts';
import type { Table } from '../store/table.ts';
import type { ElementResult } from './record-unmatched.ts';

/** Records a customer's message: it renews the session window, and tells the customer's own display name. */
export async function recordInboundMessage(
  { table }: { table: Table },
  message: InboundMessage,
  now: Instant,
): Promise<ElementResult> {
  return (await recordInbound(table, message, now)) ? 'recorded' : 'duplicate';
}
