import * as z from 'zod/mini';
import type { WebhookElement } from '../domain/inbound.ts';
import { epochMs, type Instant } from '../domain/instant.ts';
import { type ChannelAccess, createChannelCall, ListElement } from './channel-call.ts';
import { ChannelError } from './channel-error.ts';
import { instantOf } from './webhook/lenient.ts';
import { readNormalisedMessage } from './webhook/normalised-messages.ts';

/** Asked for at the most. Without a limit the provider tells 100, and the newest version of its API takes none. */
const LIMIT = 1_000;

/** A channel without a history says so in other words and has no list. */
const HistoryAnswer = z.object({ messages: z.optional(z.nullable(z.array(ListElement))) });

const Timed = z.object({ time: z.unknown() });

const isNotThere = (error: unknown) =>
  error instanceof ChannelError && (error.fault === 'not-offered' || error.fault === 'not-found');

/**
 * What was said on the channel since `from`, in both directions, as far as the provider remembers: nothing proves
 * nothing. An entry without a readable time could be from any time and is left out.
 * @throws ChannelError if the history could not be read this time
 */
export async function readHistory(access: ChannelAccess, from: Instant, now: Instant): Promise<WebhookElement[]> {
  const seconds = Math.floor(epochMs(from) / 1000);
  try {
    const path = `messages?last=1&limit=${LIMIT}&min_time=${seconds}`;
    const { messages } = await createChannelCall(access)('GET', path, HistoryAnswer);
    const recent = (messages ?? []).filter((message) => {
      const at = instantOf(Timed.safeParse(message).data?.time, now);
      return at !== undefined && at >= from;
    });
    return recent.map((message) => readNormalisedMessage(message, now));
  } catch (error) {
    if (isNotThere(error)) return [];
    throw error;
  }
}
