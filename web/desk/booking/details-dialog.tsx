import { useState } from 'preact/hooks';
import type { ReviewedBooking } from '../../../functions/shared/domain/booking/attention.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/states.tsx';
import { useSay } from '../../ui/toasts.tsx';
import { useWords } from '../../ui/words/language.ts';
import { DialogForm } from './dialog-form.tsx';
import { type ShownBooking, useAct } from './use-act.ts';
import { BOOKING_WORDS } from './words.ts';

type DetailsProps = { invitation: ShownBooking & { booking: ReviewedBooking }; close(isSaved: boolean): void };

/** Corrects for whom a booking is, and what is noted about it. */
export function DetailsDialog({ invitation, close }: DetailsProps) {
  const words = useWords(BOOKING_WORDS);
  const say = useSay();
  const { act, isBusy, refused } = useAct(invitation);
  const { customerName = '', notes: before = '' } = invitation.booking;
  const [name, setName] = useState(customerName);
  const [notes, setNotes] = useState(before);
  // The API takes no empty notes: what was noted once can be replaced, not emptied.
  const isCleared = before !== '' && notes.trim() === '';

  async function save() {
    const body = {
      ...(name.trim() !== customerName && { customerName: name }),
      ...(notes.trim() !== before.trim() && { notes }),
    };
    if (Object.keys(body).length === 0) return close(false);
    if (!(await act({ method: 'PATCH', body }))) return;
    say(words.details.done);
    close(true);
  }
  return (
    <Dialog title={words.details.title} close={() => close(false)}>
      <DialogForm verb={words.save} isBusy={isBusy} submit={save} close={() => close(false)}>
        <label class="ui-tool">
          <span>{words.name}</span>
          <input
            class="input"
            autocomplete="off"
            required
            maxLength={200}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label class="ui-tool">
          <span>{words.notes}</span>
          <textarea
            class="input"
            required={isCleared}
            maxLength={2000}
            value={notes}
            onInput={(event) => setNotes(event.currentTarget.value)}
          />
        </label>
        <Fault>{refused?.sentence}</Fault>
      </DialogForm>
    </Dialog>
  );
}
