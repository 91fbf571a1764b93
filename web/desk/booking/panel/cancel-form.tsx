import { useId, useState } from 'preact/hooks';
import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { Fault } from '../../../ui/states.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { LABEL_WORDS } from '../label-words.ts';
import { type ShownBooking, useAct } from '../use-act.ts';
import { BOOKING_WORDS } from '../words.ts';

type CancelProps = {
  invitation: ShownBooking;
  booking: ReviewedBooking;
  /** Called after it was cancelled, with the text to show. */
  cancelled(words: string): void;
};

/**
 * Cancels a booking with a reason, which is written first: one press then. Without a reason a second press is asked for,
 * because the customer is told at once, and nothing takes that back.
 */
export function CancelForm({ invitation, booking, cancelled }: CancelProps) {
  const words = useWords(BOOKING_WORDS);
  const { noName } = useWords(LABEL_WORDS);
  const { act, isBusy, refused } = useAct(invitation);
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const toldId = useId();
  const isBare = reason.trim() === '';

  async function submit(event: Event) {
    event.preventDefault();
    if (isBusy) return;
    if (isBare && !isAsked) return setAsked(true);
    if (!(await act({ path: '/cancel', body: isBare ? {} : { reason } }))) return;
    cancelled(words.cancel.done(booking.customerName ?? noName));
  }
  return (
    <form class="booking-cancel" onSubmit={submit} aria-busy={isBusy}>
      <label class="ui-tool">
        <span>{words.cancel.reason}</span>
        <input
          class="input"
          maxLength={500}
          aria-describedby={toldId}
          value={reason}
          onInput={(event) => {
            setReason(event.currentTarget.value);
            setAsked(false);
          }}
        />
      </label>
      <p id={toldId} class="booking-cancel-told">
        {words.cancel.told}
      </p>
      <div class="ui-acts">
        <button type="submit" class="button is-danger" disabled={isBusy}>
          {isBare && isAsked ? words.cancel.sure : words.cancel.act}
        </button>
      </div>
      <Fault>{refused?.sentence}</Fault>
    </form>
  );
}
