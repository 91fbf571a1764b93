import { useSession } from '../../ui/console-session.ts';
import { Fault } from '../../ui/states.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { useServiceName } from '../booking/use-service-name.ts';
import { openBooking } from '../shell/route.ts';
import { bookingsUnder, type ClosedTime, daysOf } from './closure-form.ts';
import { readBookings } from './read-closures.ts';
import { CLOSURE_WORDS } from './words.ts';

type UnderProps = {
  time: ClosedTime;
  /** Called before a booking is shown. */
  leave?(): void;
};

/** The bookings that a closure lies over, or would. */
export function BookingsUnder({ time, leave }: UnderProps) {
  const words = useWords(CLOSURE_WORDS);
  const times = useTimes();
  const service = useServiceName();
  const { api, timeZone, now } = useSession();
  const { first, last } = daysOf(time);
  const { value, fault } = useLoaded(`${first} ${last}`, () => readBookings(api, first, last));
  if (!value) return fault ? <Fault>{fault}</Fault> : <p class="closure-hint">{words.reading}</p>;
  const under = bookingsUnder(time, value, timeZone, now());
  if (under.length === 0) return <p class="closure-hint">{words.noBookings}</p>;
  return (
    <div class="closure-under">
      <p>{words.bookingsUnder(under.length)}</p>
      <ul>
        {under.map(({ invitationId, booking }) => (
          <li key={invitationId}>
            <button
              type="button"
              class="ui-link"
              onClick={() => {
                leave?.();
                openBooking(invitationId);
              }}
            >
              {booking?.startsAt && times.dayAndTime(booking.startsAt)} · {booking?.customerName}
            </button>
            {booking && service(booking) && <span> {service(booking)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
