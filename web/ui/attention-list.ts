import type { InvitationSummary } from '../../functions/shared/http/answers/invitation-schema.ts';
import { type UnmatchedView, type WishView, WorklistPage } from '../../functions/shared/http/answers/lists.ts';
import type { Connection } from './connection.ts';
import { useSession } from './console-session.ts';
import { addDays, dayOf } from './times.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** How many days the list covers; older items are in their day's list. */
const DAYS = 7;

const LIMIT = 100;

type Kind = 'attention' | 'not-told' | 'question' | 'unmatched';

async function readDays(api: Connection, today: string, kind: Kind) {
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, -index));
  const pages = await Promise.all(days.map((day) => api.get(WorklistPage, '/worklist', { kind, day, limit: LIMIT })));
  return pages.flatMap(({ items }) => items.toReversed());
}

export type AttentionList = {
  calls: InvitationSummary[];
  bookings: InvitationSummary[];
  questions: WishView[];
  unmatched: UnmatchedView[];
};

async function readAttention(api: Connection, today: string): Promise<AttentionList> {
  const [notTold, attention, questions, unmatched] = await Promise.all([
    readDays(api, today, 'not-told'),
    readDays(api, today, 'attention'),
    readDays(api, today, 'question'),
    readDays(api, today, 'unmatched'),
  ]);
  const calls = notTold.filter((item) => 'invitationId' in item);
  // A booking that was mended while this read stands in both lists: its call is what is left to do.
  const called = new Set(calls.map(({ invitationId }) => invitationId));
  return {
    calls,
    bookings: attention
      .filter((item) => 'invitationId' in item)
      .filter(({ invitationId }) => !called.has(invitationId)),
    questions: questions.filter((item) => 'questionId' in item),
    unmatched: unmatched.filter((item) => 'hash' in item),
  };
}

/** The number of items, as far as they are loaded. */
export const countOf = (list: AttentionList | undefined): number =>
  list ? list.calls.length + list.bookings.length + list.questions.length + list.unmatched.length : 0;

/** One load of four seven-day lists takes 28 requests; the API allows its callers 50 a second. */
const PAUSE_MS = 2500;

/** The items for a person, kept up to date: calls to make, bookings, what customers want, and unmatched messages. */
export function useAttention(): Loaded<AttentionList> {
  const { api, now, timeZone } = useSession();
  const today = dayOf(now(), timeZone);
  return useLoaded(today, () => readAttention(api, today), PAUSE_MS);
}
