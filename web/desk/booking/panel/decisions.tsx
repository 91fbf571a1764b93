import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { Fault } from '../../../ui/states.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { LABEL_WORDS } from '../label-words.ts';
import { type ShownBooking, useAct } from '../use-act.ts';
import { BOOKING_WORDS } from '../words.ts';
import { PANEL_WORDS } from './words.ts';

type DecisionProps = {
  invitation: ShownBooking & { booking: ReviewedBooking };
  approved(words: string): void;
  refuse(): void;
};

/** What staff can do about an appointment that waits for them: approve it at once, or refuse it, which asks for a reason. */
export function Decisions({ invitation, approved, refuse }: DecisionProps) {
  const words = useWords(BOOKING_WORDS);
  const { noName } = useWords(LABEL_WORDS);
  const panel = useWords(PANEL_WORDS);
  const { act, isBusy, refused } = useAct(invitation);

  async function approve() {
    if (await act({ path: '/approve' })) approved(words.approve.done(invitation.booking.customerName ?? noName));
  }
  return (
    <>
      <Fault>{refused?.sentence}</Fault>
      <button type="button" class="button is-primary" disabled={isBusy} onClick={approve}>
        {words.approve.act}
      </button>
      <button type="button" class="button" disabled={isBusy} onClick={refuse}>
        {panel.refuse}
      </button>
    </>
  );
}
