import './attendance-buttons.css';
import { useState } from 'preact/hooks';
import type { AttendanceValue } from '../../../../functions/shared/domain/booking/attendance.ts';
import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { Ignored, wordsOf } from '../../../ui/connection.ts';
import { useSession } from '../../../ui/console-session.ts';
import { ATTENDANCES, attendanceLabel } from '../attendance.ts';

type AttendanceProps = {
  invitationId: string;
  booking: ReviewedBooking;
  /** Called after it was noted, with the text to show. */
  noted(words: string): void;
};

/**
 * Whether the customer came: what is noted is pressed, and the other one corrects it. The buttons stay, so that whoever
 * pressed one by the keyboard is still there. A failure is shown below them.
 */
export function AttendanceButtons({ invitationId, booking, noted }: AttendanceProps) {
  const { api } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');

  async function note(attendance: AttendanceValue) {
    if (isBusy) return;
    setBusy(true);
    setFault('');
    const path = `/bookings/${invitationId}/attendance`;
    const words = await api.send(Ignored, 'POST', path, { attendance }).then(() => '', wordsOf);
    setBusy(false);
    if (words === '') noted(`Noted: ${attendanceLabel(attendance).toLowerCase()}.`);
    else setFault(words);
  }
  return (
    <fieldset class="ui-attendance" aria-busy={isBusy}>
      <legend>Did the customer come?</legend>
      <div class="ui-acts">
        {ATTENDANCES.map((value) => (
          <button
            key={value}
            type="button"
            class="button"
            aria-pressed={booking.attendance?.value === value}
            onClick={() => note(value)}
          >
            {attendanceLabel(value)}
          </button>
        ))}
      </div>
      {fault && (
        <p class="ui-fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
