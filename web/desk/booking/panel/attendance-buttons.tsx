import './attendance-buttons.css';
import type { AttendanceValue } from '../../../../functions/shared/domain/booking/attendance.ts';
import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { Fault } from '../../../ui/states.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { ATTENDANCES } from '../attendance.ts';
import { type ShownBooking, useAct } from '../use-act.ts';
import { PANEL_WORDS } from './words.ts';

type AttendanceProps = {
  invitation: ShownBooking;
  booking: ReviewedBooking;
  /** Called after it was noted, with the text to show. */
  noted(words: string): void;
};

/**
 * Whether the customer came: what is noted is pressed, and the other one corrects it. The buttons stay, so that whoever
 * pressed one by the keyboard is still there. A failure is shown below them.
 */
export function AttendanceButtons({ invitation, booking, noted }: AttendanceProps) {
  const words = useWords(PANEL_WORDS);
  const { act, isBusy, refused } = useAct(invitation);

  async function note(attendance: AttendanceValue) {
    const seen = booking.attendance?.value ?? 'none';
    if (!isBusy && (await act({ path: '/attendance', body: { attendance, seen } }))) {
      noted(words.noted(words.attendance[attendance]));
    }
  }
  return (
    <fieldset class="ui-attendance" aria-busy={isBusy}>
      <legend>{words.didTheyCome}</legend>
      <div class="ui-acts">
        {ATTENDANCES.map((value) => (
          <button
            key={value}
            type="button"
            class="button"
            aria-pressed={booking.attendance?.value === value}
            onClick={() => note(value)}
          >
            {words.attendance[value]}
          </button>
        ))}
      </div>
      <Fault>{refused?.sentence}</Fault>
    </fieldset>
  );
}
