import type { Message } from '../../domain/delivery/delivery.ts';
import { DAY_MS, HOUR_MS, later, now } from '../../domain/time/instant.ts';
import { readChannel, rememberLookup } from '../../store/channel/channel.ts';
import { readMessage, recordStatus } from '../../store/delivery/messages.ts';
import { recordOptOut } from './follow-failure.ts';
import type { LookupContext } from './link-message.ts';

/** "Not offered here" is tried again after this: the provider may have brought it back. */
const PROBE_AFTER_MS = DAY_MS;

async function isWorthAsking({ table }: LookupContext): Promise<boolean> {
  const notOfferedAt = (await readChannel(table))?.lookupNotOfferedAt;
  return !notOfferedAt || later(notOfferedAt, PROBE_AFTER_MS) <= now();
}

/**
 * Asks the provider about a message and records what it says, an opt-out included. That the method is not offered on this channel is
 * concluded only from a "not there" about a message which is known to have statuses, and remembered for a day.
 * Returns the message as it is then.
 */
export async function askForDelivery(context: LookupContext, message: Message): Promise<Message | undefined> {
  const { table, contract, lookups } = context;
  if (await isWorthAsking(context)) {
    const lookup = await lookups.deliveryOf(message.messageId);
    const hasStatuses = message.sentAt !== undefined || message.failedAt !== undefined;
    if (lookup.kind === 'not-there' && hasStatuses) await rememberLookup(table, { notOfferedAt: now() });
    if (lookup.kind === 'found') {
      await rememberLookup(table, { notOfferedAt: undefined });
      const at = now();
      const expiresAt = later(at, contract.retention.foreignStatusHours * HOUR_MS);
      for (const report of lookup.reports) await recordStatus(table, report, { now: at, expiresAt });
    }
  }
  const answered = (await readMessage(table, message.messageId))?.message;
  if (answered) await recordOptOut(table, answered, now());
  return answered;
}
