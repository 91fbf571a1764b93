import { InvitationId } from '../../../../functions/shared/domain/invitation/invitation-id.ts';
import { OWNER } from '../../../../functions/shared/domain/people/caller.ts';
import { ClosureId, LocalDateTime } from '../../../../functions/shared/domain/places/closure.ts';
import { LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../../functions/shared/domain/places/service.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import type { ClosureView } from '../../../../functions/shared/http/answers/closures.ts';
import type { DayEntry, DayFacts } from '../../../../web/desk/calendar/day/day-facts.ts';
import { aClinicContract } from '../../../support/clinic.ts';

/** A Tuesday in May; Madrid is two hours ahead of UTC. */
export const TUESDAY = LocalDate.parse('2031-05-06');

const idOf = (number: number) => InvitationId.parse(`0190d9f2-0000-7000-8000-${String(number).padStart(12, '0')}`);

let made = 0;

/** An appointment on that Tuesday at a time of Madrid, with those it takes. */
export function anAppointment(
  customerName: string,
  time: string,
  minutes: number,
  resources: readonly string[],
  changes: Partial<DayEntry['booking']> = {},
): DayEntry {
  made += 1;
  const startsAt = Date.parse(`${TUESDAY}T${time}:00+02:00`);
  const ids = resources.map((id) => ResourceId.parse(id));
  return {
    invitationId: idOf(made),
    revision: 1,
    booking: {
      startsAt: instantAt(startsAt),
      endsAt: instantAt(startsAt + minutes * 60_000),
      timeZone: 'Europe/Madrid',
      customerName,
      state: 'booked',
      attention: [],
      ...(ids.length > 0 && { resources: ids, resource: ids[0] }),
      ...changes,
    },
  };
}

/** A closure of the small clinic, of all its resources unless one is given. */
export const aClosure = (from: string, to: string, changes: Partial<ClosureView> = {}): ClosureView => ({
  closureId: ClosureId.parse('0190d9f2-0000-7000-8000-000000000001'),
  from: LocalDateTime.parse(from),
  to: LocalDateTime.parse(to),
  createdAt: instantAt(Date.parse('2031-04-01T08:00:00Z')),
  actor: OWNER.actor,
  state: 'applied',
  ...changes,
});

/** That Tuesday of a small clinic: Ana, Ben, a room for two and a hall for seven, open from 9 to 17. */
export const aDay = (entries: readonly DayEntry[] = [], changes: Partial<DayFacts> = {}): DayFacts => ({
  date: TUESDAY,
  timeZone: 'Europe/Madrid',
  terms: aClinicContract().booking,
  entries,
  closures: [],
  ...changes,
});
