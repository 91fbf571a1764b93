import { isDeepStrictEqual } from 'node:util';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { planAhead } from '../../domain/reminders/plan-reminders.ts';
import { now } from '../../domain/time/instant.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import { type ReminderContext, readReminded, saveReminded } from './reminder-context.ts';

/**
 * Plans the reminders of a booking as it is now, and ends those that do not hold any more. Sends nothing. A repeat changes
 * nothing. Throws `Contention` if others keep writing the same reminders.
 */
export const planBooking = (context: ReminderContext, invitationId: InvitationId): Promise<void> =>
  untilWritten(async () => {
    const reminded = await readReminded(context, invitationId);
    if (!reminded) return undefined;
    const { invitation, stored } = reminded;
    const at = now();
    const { reminders, dueAt } = planAhead({ invitation, contract: context.contract, now: at }, stored);
    if (isDeepStrictEqual([reminders, dueAt], [stored.reminders, stored.dueAt])) return undefined;
    return (await saveReminded(context, reminded, { reminders, dueAt }, at)) ? undefined : LOST;
  });
