import './attention-view.css';
import { useState } from 'preact/hooks';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { type UnmatchedView, WorklistPage } from '../../../functions/shared/http/answers/lists.ts';
import type { Connection } from '../connection.ts';
import { useSession } from '../console-session.ts';
import { addressOf, formErrorSentence, unmatchedSentence } from '../labels.ts';
import { addDays, dayAndTime, dayOf } from '../times.ts';
import { type Loaded, useLoaded } from '../use-loaded.ts';
import { BookingCard } from './booking-card.tsx';
import { PayloadView } from './payload-view.tsx';

/** How many days the view covers; older items are in their day's list. */
const DAYS = 7;

const LIMIT = 100;

async function readDays(api: Connection, today: string, kind: 'attention' | 'unmatched') {
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, -index));
  const pages = await Promise.all(days.map((day) => api.get(WorklistPage, '/worklist', { kind, day, limit: LIMIT })));
  return pages.flatMap(({ items }) => items.toReversed());
}

export type AttentionList = { bookings: InvitationSummary[]; unmatched: UnmatchedView[] };

async function readAttention(api: Connection, today: string): Promise<AttentionList> {
  const [attention, unmatched] = await Promise.all([
    readDays(api, today, 'attention'),
    readDays(api, today, 'unmatched'),
  ]);
  return {
    bookings: attention.filter((item) => 'invitationId' in item),
    unmatched: unmatched.filter((item) => 'hash' in item),
  };
}

/** The number of items, as far as they are loaded. */
export const countOf = (list: AttentionList | undefined): number =>
  list ? list.bookings.length + list.unmatched.length : 0;

/** One load of two seven-day lists takes fourteen requests; the API allows its callers 50 a second. */
const PAUSE_MS = 2000;

/** The items for a person, kept up to date: bookings that need attention, and unmatched messages. */
export function useAttention(): Loaded<AttentionList> {
  const { api, now, timeZone } = useSession();
  const today = dayOf(now(), timeZone);
  return useLoaded(today, () => readAttention(api, today), PAUSE_MS);
}

type AttentionProps = { attention: Loaded<AttentionList>; open(invitationId: string): void };

/** The items for a person from the last seven days, with the actions on them. */
export function AttentionView({ attention, open }: AttentionProps) {
  const { value, fault, reload } = attention;
  const [said, setSaid] = useState('');
  if (!value) return <p class="ui-empty">{fault ?? 'Reading …'}</p>;
  const { bookings, unmatched } = value;
  const isAllWell = bookings.length + unmatched.length === 0;

  function changed(words: string) {
    setSaid(words);
    reload();
  }
  return (
    <div class="sections">
      <p class="ui-edited" role="status">
        {said}
      </p>
      {isAllWell && <AllWell />}
      {bookings.length > 0 && (
        <section aria-labelledby="ui-work-bookings">
          <h3 id="ui-work-bookings">Bookings that need attention ({bookings.length})</h3>
          <ul class="ui-work-list">
            {bookings.map((invitation) => (
              <BookingToEdit key={invitation.invitationId} invitation={invitation} changed={changed} open={open} />
            ))}
          </ul>
        </section>
      )}
      {unmatched.length > 0 && (
        <section aria-labelledby="ui-work-unmatched">
          <h3 id="ui-work-unmatched">Came in and could not be matched ({unmatched.length})</h3>
          <ul class="ui-work-list">
            {unmatched.map((item) => (
              <UnmatchedItem key={item.hash} item={item} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const AllWell = () => (
  <div class="ui-empty">
    <p class="ui-empty-title">Nothing to do</p>
    <p>No booking of the last seven days needs attention, and everything that came in was understood.</p>
  </div>
);

type BookingToEditProps = {
  invitation: InvitationSummary;
  changed(words: string): void;
  open(invitationId: string): void;
};

function BookingToEdit({ invitation, changed, open }: BookingToEditProps) {
  const { invitationId, customerName, booking, formError } = invitation;
  return (
    <li class="ui-work-item">
      <div class="ui-work-who">
        <button type="button" class="ui-link" onClick={() => open(invitationId)}>
          {customerName}
        </button>
        <span>{addressOf(invitation)}</span>
      </div>
      {formError && <p class="ui-work-reason">{formErrorSentence(formError)}</p>}
      {booking && <BookingCard invitationId={invitationId} booking={booking} changed={changed} open={open} />}
    </li>
  );
}

function UnmatchedItem({ item: { createdAt, reason, bytes, hash, text } }: { item: UnmatchedView }) {
  const { timeZone } = useSession();
  return (
    <li class="ui-work-item ui-card">
      <p>
        <strong>{unmatchedSentence(reason)}</strong>
      </p>
      <p class="ui-work-when">
        <time dateTime={createdAt}>{dayAndTime(createdAt, timeZone)}</time>, {bytes} bytes
      </p>
      <PayloadView label="As it came" body={text ?? `Too large to keep; its SHA-256 is ${hash}.`} />
    </li>
  );
}
