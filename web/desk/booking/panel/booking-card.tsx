import './booking-card.css';
import { useId, useState } from 'preact/hooks';
import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { resourcesShown } from '../../../../functions/shared/domain/booking/placement.ts';
import { useSession } from '../../../ui/console-session.ts';
import { clockTime, dayAndTime, dayName, dayOf } from '../../../ui/times.ts';
import { hasDayCome } from '../attendance.ts';
import { attentionSentence, overrideSentence, serviceOf } from '../labels.ts';
import { AttendanceButtons } from './attendance-buttons.tsx';
import { Decisions } from './decisions.tsx';
import { CancelForm, MoveForm, RefuseForm } from './edit-booking-forms.tsx';

type BookingProps = {
  invitationId: string;
  booking: ReviewedBooking;
  /** Called after a change of the booking, with the text to show. */
  changed(words: string): void;
  open(invitationId: string): void;
};

const TITLES = {
  requested: 'Appointment, requested',
  'to-approve': 'Appointment, to approve',
  booked: 'Appointment',
  cancelled: 'Appointment, cancelled',
} as const;

type Editing = 'none' | 'move' | 'cancel' | 'refuse';

/** A booking in the business's terms, why it needs attention, and the forms to change it. */
export function BookingCard({ invitationId, booking, changed, open }: BookingProps) {
  const [editing, setEditing] = useState<Editing>('none');
  const { now } = useSession();
  const titleId = useId();
  const isOpen = booking.state !== 'cancelled';
  const isWaiting = booking.state === 'to-approve';
  const end = { close: () => setEditing('none'), done: (words: string) => finish(words) };

  function finish(words: string) {
    setEditing('none');
    changed(words);
  }

  return (
    <section class="ui-card ui-booking" aria-labelledby={titleId}>
      <h4 id={titleId}>{TITLES[booking.state]}</h4>
      <When booking={booking} />
      <Particulars booking={booking} />
      {isOpen && booking.attention.length > 0 && <Attention booking={booking} open={open} />}
      {hasDayCome(booking, now()) && (
        <AttendanceButtons invitationId={invitationId} booking={booking} noted={changed} />
      )}
      {isOpen && editing === 'none' && (
        <div class="ui-acts">
          {isWaiting && <Decisions invitationId={invitationId} approved={finish} refuse={() => setEditing('refuse')} />}
          <button type="button" class="button" onClick={() => setEditing('move')}>
            {booking.startsAt ? 'Change time' : 'Set time'}
          </button>
          {!isWaiting && (
            <button type="button" class="button is-quiet" onClick={() => setEditing('cancel')}>
              Cancel it
            </button>
          )}
        </div>
      )}
      {isOpen && editing === 'move' && <MoveForm invitationId={invitationId} booking={booking} {...end} />}
      {isWaiting && editing === 'refuse' && <RefuseForm invitationId={invitationId} {...end} />}
      {isOpen && editing === 'cancel' && <CancelForm invitationId={invitationId} {...end} />}
    </section>
  );
}

function When({ booking: { startsAt, endsAt, timeZone, state } }: { booking: ReviewedBooking }) {
  const session = useSession();
  if (!startsAt) return <p class="ui-when">No date and time yet</p>;
  const day = dayOf(startsAt, timeZone);
  return (
    <p class={state === 'cancelled' ? 'ui-when is-over' : 'ui-when'}>
      <time dateTime={startsAt}>
        {dayName(day)} {day.slice(0, 4)}
      </time>
      <span>
        {clockTime(startsAt, timeZone)}
        {endsAt && ` – ${clockTime(endsAt, timeZone)}`}
        {timeZone !== session.timeZone && ` (${timeZone})`}
      </span>
    </p>
  );
}

function Particulars({ booking }: { booking: ReviewedBooking }) {
  const { timeZone } = useSession();
  const { customerName, notes, approveBy, confirmedByCustomer } = booking;
  const particulars = [
    ['Service', serviceOf(booking)],
    ['With', resourcesShown(booking)],
    ['Name', customerName],
    ['Notes', notes],
    ['Confirmed', confirmedByCustomer && `By the customer, ${dayAndTime(confirmedByCustomer, timeZone)}`],
    ['Decide by', approveBy && `${dayName(dayOf(approveBy, timeZone))}, ${clockTime(approveBy, timeZone)}`],
    ['Override', overrideSentence(booking)],
  ].filter(([, value]) => value);
  if (particulars.length === 0) return null;
  return (
    <dl class="ui-facts">
      {particulars.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}

function Attention({ booking: { attention, overlapsWith = [] }, open }: Pick<BookingProps, 'booking' | 'open'>) {
  return (
    <ul class="ui-attention">
      {attention.map((reason) => (
        <li key={reason}>{attentionSentence(reason)}</li>
      ))}
      {overlapsWith.map((invitationId) => (
        <li key={invitationId}>
          <button type="button" class="ui-link" onClick={() => open(invitationId)}>
            Show the other booking
          </button>
        </li>
      ))}
    </ul>
  );
}
