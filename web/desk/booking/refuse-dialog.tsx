import { useState } from 'preact/hooks';
import type { ReviewedBooking } from '../../../functions/shared/domain/booking/attention.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/states.tsx';
import { useSay } from '../../ui/toasts.tsx';
import { useWords } from '../../ui/words/language.ts';
import { DialogForm } from './dialog-form.tsx';
import { LABEL_WORDS } from './label-words.ts';
import { type ShownBooking, useAct } from './use-act.ts';
import { BOOKING_WORDS } from './words.ts';

type RefuseProps = { invitation: ShownBooking & { booking: ReviewedBooking }; close(isRefused: boolean): void };

/** Refuses what waits for approval; the customer reads the reason. */
export function RefuseDialog({ invitation, close }: RefuseProps) {
  const words = useWords(BOOKING_WORDS);
  const { noName } = useWords(LABEL_WORDS);
  const say = useSay();
  const { act, isBusy, refused } = useAct(invitation);
  const [reason, setReason] = useState('');
  const name = invitation.booking.customerName ?? noName;

  async function refuse() {
    const body = reason.trim() === '' ? {} : { reason };
    if (!(await act({ path: '/refuse', body }))) return;
    say(words.refuse.done(name));
    close(true);
  }
  return (
    <Dialog title={words.refuse.title(name)} close={() => close(false)}>
      <DialogForm verb={words.refuse.act} isDanger isBusy={isBusy} submit={refuse} close={() => close(false)}>
        <label class="ui-tool">
          <span>
            {words.refuse.reason} ({words.optional})
          </span>
          <input
            class="input"
            maxLength={500}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <Fault>{refused?.sentence}</Fault>
      </DialogForm>
    </Dialog>
  );
}
