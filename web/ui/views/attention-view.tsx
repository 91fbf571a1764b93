import './attention-view.css';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import type { UnmatchedView, WishView } from '../../../functions/shared/http/answers/lists.ts';
import { addressOf, formErrorSentence, unmatchedSentence } from '../../desk/booking/labels.ts';
import { BookingCard } from '../../desk/booking/panel/booking-card.tsx';
import { CallCard } from '../../desk/booking/panel/call-card.tsx';
import { QuestionItem } from '../../desk/worklist/question-item.tsx';
import { type AttentionList, countOf } from '../attention-list.ts';
import { useSession } from '../console-session.ts';
import { dayAndTime } from '../times.ts';
import type { Loaded } from '../use-loaded.ts';
import { PayloadView } from './payload-view.tsx';

const callKey = ({ invitationId, notTold }: InvitationSummary) => `${invitationId} ${notTold?.revision}`;
const questionKey = ({ questionId, since }: WishView) => `${questionId} ${since}`;

type AttentionProps = { attention: Loaded<AttentionList>; open(invitationId: string): void };

/** The items for a person from the last seven days, with the actions on them. */
export function AttentionView({ attention, open }: AttentionProps) {
  const { value, fault, reload } = attention;
  const [said, setSaid] = useState('');
  // An entry goes at once: the list may show it a little longer, because its index lags behind.
  const [finished, setFinished] = useState<readonly string[]>([]);
  const whole = useRef<HTMLDivElement>(null);
  if (!value) return <p class="ui-empty">{fault ?? 'Reading …'}</p>;
  const calls = value.calls.filter((item) => !finished.includes(callKey(item)));
  const questions = value.questions.filter((item) => !finished.includes(questionKey(item)));
  const { bookings, unmatched } = value;
  const isAllWell = countOf({ calls, bookings, questions, unmatched }) === 0;

  function changed(words: string) {
    setSaid(words);
    reload();
  }
  function finish(key: string, words: string) {
    setFinished([...finished, key]);
    // The button that had the focus is gone.
    whole.current?.focus();
    changed(words);
  }
  return (
    <div class="sections" ref={whole} tabIndex={-1}>
      <p class="ui-edited" role="status">
        {said}
      </p>
      {isAllWell && <AllWell />}
      <Section id="ui-work-calls" title="Not told: call" count={calls.length}>
        {calls.map((invitation) => (
          <CallToMake
            key={callKey(invitation)}
            invitation={invitation}
            called={(words) => finish(callKey(invitation), words)}
            open={open}
          />
        ))}
      </Section>
      <Section id="ui-work-bookings" title="Bookings that need attention" count={bookings.length}>
        {bookings.map((invitation) => (
          <BookingToEdit key={invitation.invitationId} invitation={invitation} changed={changed} open={open} />
        ))}
      </Section>
      <Section id="ui-work-questions" title="Customers who wrote" count={questions.length}>
        {questions.map((item) => (
          <QuestionItem key={questionKey(item)} item={item} answered={(words) => finish(questionKey(item), words)} />
        ))}
      </Section>
      <Section id="ui-work-unmatched" title="Came in and could not be matched" count={unmatched.length}>
        {unmatched.map((item) => (
          <UnmatchedItem key={item.hash} item={item} />
        ))}
      </Section>
    </div>
  );
}

type SectionProps = { id: string; title: string; count: number; children: ComponentChildren };

function Section({ id, title, count, children }: SectionProps) {
  if (count === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>
        {title} ({count})
      </h3>
      <ul class="ui-work-list">{children}</ul>
    </section>
  );
}

const AllWell = () => (
  <div class="ui-empty">
    <p class="ui-empty-title">Nothing to do</p>
    <p>
      In the last seven days every customer was told, no booking needs attention, no customer waits for a person, and
      all that came in was understood.
    </p>
  </div>
);

type WhoProps = { invitation: InvitationSummary; open(invitationId: string): void };

const Who = ({ invitation, open }: WhoProps) => (
  <div class="ui-work-who">
    <button type="button" class="ui-link" onClick={() => open(invitation.invitationId)}>
      {invitation.booking?.customerName ?? invitation.customerName}
    </button>
    {!invitation.notTold && <span>{addressOf(invitation)}</span>}
  </div>
);

function CallToMake({ invitation, called, open }: WhoProps & { called(words: string): void }) {
  const { notTold } = invitation;
  return (
    <li class="ui-work-item">
      <Who invitation={invitation} open={open} />
      {notTold && <CallCard invitation={invitation} notTold={notTold} called={called} />}
    </li>
  );
}

type BookingToEditProps = WhoProps & { changed(words: string): void };

function BookingToEdit({ invitation, changed, open }: BookingToEditProps) {
  const { invitationId, booking, formError, notTold } = invitation;
  return (
    <li class="ui-work-item">
      <Who invitation={invitation} open={open} />
      {formError && <p class="ui-work-reason">{formErrorSentence(formError)}</p>}
      {booking && <BookingCard invitationId={invitationId} booking={booking} changed={changed} open={open} />}
      {notTold && <CallCard invitation={invitation} notTold={notTold} called={changed} />}
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
