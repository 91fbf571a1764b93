import './booking-card.css';
import { useId, useState } from 'preact/hooks';
import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import type { InvitationSummary } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Step } from '../../../ui/step.ts';
import { useWords } from '../../../ui/words/language.ts';
import { hasDayCome } from '../attendance.ts';
import { DetailsDialog } from '../details-dialog.tsx';
import { MoveDialog } from '../move-dialog.tsx';
import { RefuseDialog } from '../refuse-dialog.tsx';
import { AttendanceButtons } from './attendance-buttons.tsx';
import { Attention } from './attention.tsx';
import { CancelForm } from './cancel-form.tsx';
import { Decisions } from './decisions.tsx';
import { Particulars, When } from './particulars.tsx';
import { PANEL_WORDS } from './words.ts';

type BookingProps = {
  invitation: Pick<InvitationSummary, 'invitationId' | 'revision'>;
  booking: ReviewedBooking;
  /** Whether the customer knows it as it is now, where that is known. */
  told?: Step | undefined;
  /** Called after a change of the booking, with the text to show if it is not shown already. */
  changed(words?: string): void;
  open(invitationId: string): void;
};

/** A booking in the business's terms, whether the customer knows it, why it needs attention, and what can be done about it. */
export function BookingCard({ invitation, booking, told, changed, open }: BookingProps) {
  const { now, role } = useSession();
  const words = useWords(PANEL_WORDS);
  const [dialog, setDialog] = useState<'move' | 'refuse' | 'details'>();
  const titleId = useId();
  const mayChange = role !== 'read';
  const isOpen = booking.state !== 'cancelled';
  const isWaiting = booking.state === 'to-approve';
  const shown = { ...invitation, booking };

  function end(isDone: boolean) {
    setDialog(undefined);
    if (isDone) changed();
  }
  return (
    <section class="ui-card ui-booking" aria-labelledby={titleId}>
      <h4 id={titleId}>{words.appointment[booking.state]}</h4>
      <When booking={booking} />
      {told && <Told step={told} />}
      <Particulars booking={booking} />
      {isOpen && booking.attention.length > 0 && (
        <Attention invitation={invitation} booking={booking} changed={changed} open={open} />
      )}
      {mayChange && hasDayCome(booking, now()) && (
        <AttendanceButtons invitation={invitation} booking={booking} noted={changed} />
      )}
      {mayChange && isOpen && (
        <div class="ui-acts">
          {isWaiting && <Decisions invitation={shown} approved={changed} refuse={() => setDialog('refuse')} />}
          <button type="button" class="button" onClick={() => setDialog('move')}>
            {booking.startsAt ? words.move : words.setTime}
          </button>
          <button type="button" class="button" onClick={() => setDialog('details')}>
            {words.change}
          </button>
        </div>
      )}
      {mayChange && isOpen && !isWaiting && (
        <CancelForm invitation={invitation} booking={booking} cancelled={changed} />
      )}
      {dialog === 'move' && <MoveDialog invitation={shown} close={end} />}
      {dialog === 'details' && <DetailsDialog invitation={shown} close={end} />}
      {dialog === 'refuse' && <RefuseDialog invitation={shown} close={end} />}
    </section>
  );
}

/** Whether the customer knows it as it is now: a sign, and how they were told or why not. */
const Told = ({ step: { title, detail, tone } }: { step: Step }) => (
  <p class={`booking-told is-${tone}`}>
    {tone === 'good' && <Icon name="check" />}
    {tone === 'bad' && <Icon name="close" />}
    <span>
      {title}
      {detail && <small>{detail}</small>}
    </span>
  </p>
);
