import { useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { type UnmatchedView, type WishView, WorklistPage } from '../../../functions/shared/http/answers/lists.ts';
import type { Connection } from '../../ui/connection.ts';
import { useSession } from '../../ui/console-session.ts';
import { addDays, dayOf } from '../../ui/times.ts';
import { type Loaded, useLoaded } from '../../ui/use-loaded.ts';
import { needsAttention } from '../booking/labels.ts';

/** The API lists so many days by one request. */
const DAYS = 31;

const LIMIT = 100;

/** The list is read again after a change, but not more often than this: a busy morning brings many changes a second. */
const PAUSE_MS = 2500;

/** What waits for a person since a day. */
export type WorkEntries = {
  since: string;
  /** Whose customer was not told: somebody has to call them. */
  calls: readonly InvitationSummary[];
  bookings: readonly InvitationSummary[];
  questions: readonly WishView[];
  unmatched: readonly UnmatchedView[];
};

/** `lookBack` reads the month before as well. */
export type Worklist = Loaded<WorkEntries> & { lookBack(): void };

type Entry = z.infer<typeof WorklistPage>['items'][number];

async function readSpan(api: Connection, from: string, to: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get(WorklistPage, '/worklist', { from, to, limit: LIMIT, cursor });
    entries.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
}

/** By the time of the appointment; what has none yet comes first. */
const bySoonest = (one: InvitationSummary, other: InvitationSummary): number =>
  (one.booking?.startsAt ?? '') < (other.booking?.startsAt ?? '') ? -1 : 1;

function sorted(since: string, entries: readonly Entry[]): WorkEntries {
  const invitations = entries.filter((entry) => 'invitationId' in entry);
  const isCall = ({ booking, formError }: InvitationSummary) => !needsAttention(booking) && !formError;
  return {
    since,
    calls: invitations.filter((entry) => entry.notTold && isCall(entry)).toSorted(bySoonest),
    bookings: invitations.filter((entry) => !isCall(entry)).toSorted(bySoonest),
    questions: entries.filter((entry) => 'questionId' in entry),
    unmatched: entries.filter((entry) => 'hash' in entry),
  };
}

/** The number of entries, as far as they are loaded. */
export const countOf = (list: WorkEntries | undefined): number =>
  list ? list.calls.length + list.bookings.length + list.questions.length + list.unmatched.length : 0;

/** What waits for a person, kept up to date: of the last month, until somebody looks further back. */
export function useWorklist(): Worklist {
  const { api, now, timeZone } = useSession();
  const today = dayOf(now(), timeZone);
  const [months, setMonths] = useState(1);
  const loaded = useLoaded(
    `${today} ${months}`,
    async () => {
      const starts = Array.from({ length: months }, (_, month) => addDays(today, 1 - DAYS * (month + 1)));
      const spans = await Promise.all(starts.map((from) => readSpan(api, from, addDays(from, DAYS - 1))));
      return sorted(starts.at(-1) ?? today, spans.toReversed().flat());
    },
    PAUSE_MS,
  );
  return { ...loaded, lookBack: () => setMonths(months + 1) };
}
