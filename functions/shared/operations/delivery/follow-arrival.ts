import { type Arrival, type Message, mayHaveBeenGivenUp } from '../../domain/delivery/delivery.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { bringNoticesForward } from '../../store/notices/notices.ts';
import { bringRemindersForward } from '../../store/reminders/reminders.ts';
import type { Table } from '../../store/table/table.ts';

/**
 * Has the notice or the reminder of a message that arrived looked at now, if it may have been given up before: the
 * customer then knows something else than was believed. Every caller that reads the stored sign of it can repeat this.
 */
export async function followArrival(table: Table, message: Message, arrival: Arrival, now: Instant): Promise<void> {
  if (!mayHaveBeenGivenUp(message, arrival, now)) return;
  const { tells, reminds } = message;
  if (tells) await bringNoticesForward(table, tells.invitationId, now);
  if (reminds) await bringRemindersForward(table, reminds.invitationId, now);
}
