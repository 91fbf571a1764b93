import type { Message } from '../../domain/delivery/delivery.ts';
import { DAY_MS, HOUR_MS, later, now } from '../../domain/time/instant.ts';
import { readChannel, rememberLookup } from '../../store/channel/channel.ts';
import { readMessage, recordStatus } from '../../store/delivery/messages.ts';
import { recordOptOut } from './follow-failure.ts';
import type { LookupContext } from './link-message.ts';

/** A lookup that the provider did not offer is tried again after this time, as the provider may offer it again. */
const PROBE_AFTER_MS = DAY_MS;

async function isWorthAsking({ table }: LookupContext): Promise<boolean> {
  const notOfferedAt = (await readChannel(table))?.lookupNotOfferedAt;
  return !notOfferedAt || later(notOfferedAt, PROBE_AFTER_MS) <= now();
}

/**
 * Asks the provider for the statuses of a message and records them, and an opt-out that they report. If the provider
 * answers "not there" for a message that has statuses, the channel does not offer the lookup, and for a day no message
 * is looked up. Returns the message after that, `undefined` if it is unknown or its customer was erased.
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
