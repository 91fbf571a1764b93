import './attention-view.css';
import { useState } from 'preact/hooks';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { type UnmatchedView, type WishView, WorklistPage } from '../../../functions/shared/http/answers/lists.ts';
import type { Connection } from '../connection.ts';
import { useSession } from '../console-session.ts';
import { addressOf, formErrorSentence, unmatchedSentence, wishSentence } from '../labels.ts';
import { addDays, dayAndTime, dayOf } from '../times.ts';
import { type Loaded, useLoaded } from '../use-loaded.ts';
import { BookingCard } from './booking-card.tsx';
import { PayloadView } from './payload-view.tsx';

/** How many days the view covers; older items are in their day's list. */
const DAYS = 7;

const LIMIT = 100;

async function readDays(api: Connection, today: string, kind: 'attention' | 'question' | 'unmatched') {
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, -index));
  const pages = await Promise.all(days.map((day) => api.get(WorklistPage, '/worklist', { kind, day, limit: LIMIT })));
  return pages.flatMap(({ items }) => items.toReversed());
}

export type AttentionList = { bookings: InvitationSummary[]; wishes: WishView[]; unmatched: UnmatchedView[] };

async function readAttention(api: Connection, today: string): Promise<AttentionList> {
  const [attention, wishes, unmatched] = await Promise.all([
    readDays(api, today, 'attention'),
    readDays(api, today, 'question'),
    readDays(api, today, 'unmatched'),
  ]);
  return {
    bookings: attention.filter((item) => 'invitationId' in item),
    wishes: wishes.filter((item) => 'wish' in item),
    unmatched: unmatched.filter((item) => 'hash' in item),
  };
}

/** The number of items, as far as they are loaded. */
export const countOf = (list: AttentionList | undefined): number =>
  list ? list.bookings.length + list.wishes.length + list.unmatched.length : 0;

/** One load of three seven-day lists takes 21 requests; the API allows its callers 50 a second. */
const PAUSE_MS = 2000;

/** The items for a person, kept up to date: bookings that need attention, what customers want, and unmatched messages. */
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
  const { bookings, wishes, unmatched } = value;
  const isAllWell = countOf(value) === 0;

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
      {wishes.length > 0 && (
        <section aria-labelledby="ui-work-wishes">
          <h3 id="ui-work-wishes">Customers who wrote ({wishes.length})</h3>
          <ul class="ui-work-list">
            {wishes.map((item) => (
              <WishItem key={`${item.chatId} ${item.wish} ${item.since}`} item={item} />
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
    <p>
      In the last seven days no booking needs attention, no customer waits for a person, and all that came in was
      understood.
    </p>
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

function WishItem({ item: { chatId, customerName, wish, since } }: { item: WishView }) {
  const { timeZone } = useSession();
  return (
    <li class="ui-work-item ui-card">
      <p class="ui-work-who">
        <strong>{customerName ?? 'No name'}</strong>
        <span>{addressOf({ recipient: { chatId } })}</span>
      </p>
      <p>{wishSentence(wish)}</p>
      <p class="ui-work-when">
        <time dateTime={since}>{dayAndTime(since, timeZone)}</time>
      </p>
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
