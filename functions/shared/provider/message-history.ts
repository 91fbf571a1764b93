import * as z from 'zod/mini';
import type { WebhookElement } from '../domain/customer/inbound.ts';
import type { Json } from '../domain/text/json.ts';
import { epochMs, type Instant } from '../domain/time/instant.ts';
import { type ChannelAccess, createChannelCall, ListElement } from './channel-call.ts';
import { ChannelError } from './channel-error.ts';
import { instantOf } from './webhook/lenient.ts';
import { readNormalisedMessage } from './webhook/normalised-messages.ts';

/** Messages requested per page. */
const LIMIT = 1_000;
/** The page size of the newest API version, which ignores `limit`. Page sizes of other versions are multiples of it. */
const SMALLEST_PAGE = 100;
/** Most pages of one reading. A run of watch-channel has time to record about as many of the largest pages. */
const MOST_PAGES = 20;

/** A channel without a history returns another text and no list. */
const HistoryAnswer = z.object({ messages: z.optional(z.nullable(z.array(ListElement))) });

const Timed = z.object({ time: z.unknown() });

const isNotThere = (error: unknown) =>
  error instanceof ChannelError && (error.fault === 'not-offered' || error.fault === 'not-found');

/** The messages of the channel. `isWhole`: they are all that the provider has for the requested time. */
export type History = { elements: WebhookElement[]; isWhole: boolean };

type Entry = { at: Instant; message: Json };

type Page = { entries: Entry[]; size: number };

const oldestOf = ({ entries }: Page): Instant | undefined =>
  entries
    .map(({ at }) => at)
    .sort()
    .at(0);

/**
 * Reads the channel's messages since `from`, in both directions, newest first and page by page. The provider's history
 * may be incomplete, so a missing message proves nothing. Entries without a readable time are left out.
 * @throws ChannelError if the history could not be read this time
 */
export async function readHistory(access: ChannelAccess, from: Instant, now: Instant): Promise<History> {
  const call = createChannelCall(access);
  const seconds = (instant: Instant) => Math.floor(epochMs(instant) / 1000);

  async function readPage(oldest: Instant | undefined): Promise<Page> {
    // Requests the oldest second again, because the previous page may have ended within it.
    const until = oldest ? `&max_time=${seconds(oldest) + 1}` : '';
    const path = `messages?last=1&limit=${LIMIT}&min_time=${seconds(from)}${until}`;
    const messages = (await call('GET', path, HistoryAnswer)).messages ?? [];
    const entries = messages.flatMap((message) => {
      const at = instantOf(Timed.safeParse(message).data?.time, now);
      return at ? { at, message } : [];
    });
    return { entries, size: messages.length };
  }

  const found = new Map<string, Json>();
  const elements = () => [...found.values()].map((message) => readNormalisedMessage(message, now));
  let oldest: Instant | undefined;
  try {
    for (let pages = 1; pages <= MOST_PAGES; pages++) {
      const page = await readPage(oldest);
      const known = found.size;
      for (const { at, message } of page.entries) if (at >= from) found.set(JSON.stringify(message), message);
      const next = oldestOf(page);
      const isFull = page.size > 0 && page.size % SMALLEST_PAGE === 0;
      if (!isFull || next === undefined || next < from) return { elements: elements(), isWhole: true };
      // A provider that ignores `max_time` returns the newest page again.
      if (found.size === known) break;
      oldest = next;
    }
    return { elements: elements(), isWhole: false };
  } catch (error) {
    if (isNotThere(error)) return { elements: [], isWhole: true };
    throw error;
  }
}
