import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Fault } from '../../../ui/states.tsx';
import { dayOf, timeOfDay } from '../../../ui/times.ts';
import { useWords } from '../../../ui/words/language.ts';
import { canBeKept, isUnderClosure } from '../labels.ts';
import { REASON_WORDS } from '../reason-words.ts';
import { type ShownBooking, useAct } from '../use-act.ts';
import { PANEL_WORDS } from './words.ts';

type AttentionProps = {
  invitation: ShownBooking;
  booking: ReviewedBooking;
  changed(words: string): void;
  open(invitationId: string): void;
};

/** Why a person has to look at the booking, and the way to say that it is right as it is. */
export function Attention({ invitation, booking, changed, open }: AttentionProps) {
  const words = useWords(PANEL_WORDS);
  const reasons = useWords(REASON_WORDS);
  const { role } = useSession();
  const { act, isBusy, refused } = useAct(invitation);
  const { attention, overlapsWith = [], startsAt, timeZone } = booking;
  const canKeep = role !== 'read' && canBeKept(booking);

  async function keep(start: string) {
    const same = { date: dayOf(start, timeZone), time: timeOfDay(start, timeZone) };
    const body = isUnderClosure(booking) ? { ...same, override: true } : same;
    if (await act({ method: 'PATCH', body })) changed(words.kept);
  }
  return (
    <div class="ui-attention">
      <ul>
        {attention.map((reason) => (
          <li key={reason}>{reasons.attention[reason]}</li>
        ))}
        {overlapsWith.map((invitationId) => (
          <li key={invitationId}>
            <button type="button" class="ui-link" onClick={() => open(invitationId)}>
              {words.otherBooking}
            </button>
          </li>
        ))}
      </ul>
      {canKeep && startsAt && (
        <div class="ui-acts">
          <button type="button" class="button" disabled={isBusy} onClick={() => keep(startsAt)}>
            {words.keep}
          </button>
        </div>
      )}
      <Fault>{refused?.sentence}</Fault>
    </div>
  );
}
