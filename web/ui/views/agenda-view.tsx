import './agenda-view.css';
import { useState } from 'preact/hooks';
import { BookingPage } from '../../../functions/shared/http/answers/lists.ts';
import { comingOf } from '../../desk/booking/attendance.ts';
import { needsAttention, serviceOf } from '../../desk/booking/labels.ts';
import { type AgendaDay, type AgendaEntry, hoursOf, type Placed, weekOf } from '../agenda-week.ts';
import type { Connection } from '../connection.ts';
import { useSession } from '../console-session.ts';
import { Icon } from '../icon.tsx';
import { addDays, clockTime, dayName, dayOf, longDay, mondayOf } from '../times.ts';
import { useLoaded } from '../use-loaded.ts';

async function readBookings(api: Connection, from: string, to: string): Promise<AgendaEntry[]> {
  const entries: AgendaEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get(BookingPage, '/bookings', { from, to, limit: 100, cursor });
    entries.push(...page.items.flatMap(({ booking, ...rest }) => (booking ? [{ ...rest, booking }] : [])));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
}

/** A week's bookings, in the business's time zone. */
export function AgendaView({ open }: { open(invitationId: string): void }) {
  const { api, now, timeZone } = useSession();
  const today = dayOf(now(), timeZone);
  const [monday, setMonday] = useState(() => mondayOf(today));
  const sunday = addDays(monday, 6);
  const { value, fault } = useLoaded(monday, () => readBookings(api, monday, sunday));
  const days = weekOf(monday, value ?? [], timeZone);

  return (
    <div class="headed">
      <div class="ui-week-head">
        <h3>
          {dayName(monday)} – {longDay(sunday)}
        </h3>
        <p role="status">{fault ?? (value ? countOf(value) : 'Reading …')}</p>
        <div class="ui-week-tools">
          <WeekButton label="Week before" sign="arrow-left" go={() => setMonday(addDays(monday, -7))} />
          <button type="button" class="button" onClick={() => setMonday(mondayOf(dayOf(now(), timeZone)))}>
            This week
          </button>
          <WeekButton label="Week after" sign="arrow-right" go={() => setMonday(addDays(monday, 7))} />
          <input
            class="input"
            type="date"
            aria-label="Week of"
            value={monday}
            onChange={({ currentTarget: { value: day } }) => day && setMonday(mondayOf(day))}
          />
        </div>
      </div>
      <Week days={days} today={today} open={open} />
    </div>
  );
}

const countOf = ({ length }: { length: number }) => `${length} ${length === 1 ? 'booking' : 'bookings'}`;

const WeekButton = ({ label, sign, go }: { label: string; sign: 'arrow-left' | 'arrow-right'; go(): void }) => (
  <button type="button" class="button" aria-label={label} onClick={go}>
    <Icon name={sign} />
  </button>
);

type WeekProps = { days: AgendaDay[]; today: string; open(invitationId: string): void };

function Week({ days, today, open }: WeekProps) {
  const { timeZone } = useSession();
  const { first, last } = hoursOf(days);
  const hours = Array.from({ length: last - first }, (_, index) => first + index);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus
    <section class="ui-week" aria-label={`Week, ${timeZone} time`} tabIndex={0} style={{ '--hours': hours.length }}>
      <div class="ui-hours" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour}>{hour}:00</span>
        ))}
      </div>
      {days.map(({ day, bookings }) => (
        <section key={day} class={day === today ? 'ui-day is-today' : 'ui-day'} aria-label={longDay(day)}>
          <h4>{dayName(day)}</h4>
          <ol>
            {bookings.map((booking) => (
              <BookingItem key={booking.entry.invitationId} placed={booking} first={first} open={open} />
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

function kindOf(booking: AgendaEntry['booking']): 'is-cancelled' | 'is-warn' | 'is-booked' {
  if (booking.state === 'cancelled') return 'is-cancelled';
  return booking.state === 'to-approve' || needsAttention(booking) ? 'is-warn' : 'is-booked';
}

function BookingItem({ placed, first, open }: { placed: Placed; first: number; open: WeekProps['open'] }) {
  const { timeZone } = useSession();
  const { entry, from, to, lane, lanes } = placed;
  const { booking, invitationId } = entry;
  const { startsAt = '', customerName = 'Somebody', state } = booking;
  const service = serviceOf(booking);
  const coming = comingOf(booking);
  const kind = kindOf(booking);
  const place = {
    '--start': (from - 60 * first) / 60,
    '--length': (to - from) / 60,
    '--lane': lane,
    '--lanes': lanes,
  };
  return (
    <li style={place}>
      <button type="button" class={`ui-slot ${kind}`} onClick={() => open(invitationId)}>
        <span class="ui-slot-time">{clockTime(startsAt, timeZone)}</span>
        <span class="ui-slot-name">{customerName}</span>
        {service && <span class="ui-slot-service">{service}</span>}
        {coming && <span class="ui-slot-coming">{coming}</span>}
        {kind === 'is-cancelled' && <span class="spoken">cancelled</span>}
        {kind === 'is-warn' && needsAttention(booking) && <span class="spoken">needs attention</span>}
        {state === 'to-approve' && <span class="ui-slot-service">to approve</span>}
      </button>
    </li>
  );
}
