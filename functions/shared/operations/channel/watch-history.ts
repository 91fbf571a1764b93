import type { Contract } from '../../contract/contract.ts';
import { historyFrom } from '../../domain/channel/channel-health.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ChannelAccess } from '../../provider/channel-call.ts';
import { readHistory } from '../../provider/message-history.ts';
import { logger } from '../../runtime/logger.ts';
import type { CachedSecret } from '../../secrets/cached-secret.ts';
import type { DerivedKeys } from '../../secrets/derived-keys.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { recordCompletion } from '../booking/record-completion.ts';
import { recordElements, type Tally } from '../webhook/record-elements.ts';
import { recordEcho, recordInboundMessage, recordPresence } from '../webhook/record-inbound.ts';

export type HistoryContext = { contract: Contract; table: CustomerTable; keys: CachedSecret<DerivedKeys> };

/**
 * Reads the customers' messages and forms since `since` from the channel's history and records them as the webhooks
 * would have. Those that arrived before have no effect. Returns the number of each result. Logs an error if the history
 * is incomplete. Reconcile looks up deliveries, message by message.
 * @throws ChannelError if the history could not be read, AggregateError if not everything in it could be stored
 */
export async function recordLost(
  context: HistoryContext,
  access: ChannelAccess,
  since: Instant,
  now: Instant,
): Promise<Tally> {
  const { elements, isWhole } = await readHistory(access, historyFrom(since, now), now);
  const tally = await recordElements(elements, {
    message: ({ message }) => recordInboundMessage(context, message, now),
    presence: ({ message }) => recordPresence(context, message, now),
    completion: async (received) => {
      await recordPresence(context, received.message, now);
      return recordCompletion(context, context.keys, received, now);
    },
    echo: ({ echo }) => recordEcho(context, echo, now),
  });
  logger.warn('read the history for lost webhooks', { since, ...tally });
  if (!isWhole) logger.error('the history does not reach back to when webhooks were lost', { since });
  return tally;
}
