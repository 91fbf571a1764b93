import { type Message, mayHaveBeenGivenUp } from '../../domain/delivery/delivery.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { bringNoticesForward } from '../../store/notices/notices.ts';
import type { Table } from '../../store/table/table.ts';

/**
 * Has the notice of a message that arrived looked at now, if it may have been given up before: the customer then knows
 * something else than was believed. Every caller that reads the stored report can repeat this.
 */
export async function followArrival(
  table: Table,
  message: Message,
  arrival: 'delivered' | 'read',
  now: Instant,
): Promise<void> {
  if (!mayHaveBeenGivenUp(message, arrival, now)) return;
  if (message.tells) await bringNoticesForward(table, message.tells.invitationId, now);
}
