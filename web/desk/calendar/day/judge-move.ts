import { type Appointment, appointmentAt } from '../../../../functions/shared/domain/places/appointment.ts';
import {
  candidatesFor,
  isFreeFor,
  isOpenFor,
  timelinesOf,
} from '../../../../functions/shared/domain/places/availability.ts';
import type { LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import { canServe, type Needs } from '../../../../functions/shared/domain/places/needs.ts';
import type { ResourceId, Service } from '../../../../functions/shared/domain/places/service.ts';
import { covers, type Interval, MINUTE_MS } from '../../../../functions/shared/domain/places/time-set.ts';
import type { Timeline } from '../../../../functions/shared/domain/places/timeline.ts';
import { businessOf } from '../../../../functions/shared/domain/places/wish.ts';
import {
  ANYBODY,
  type DayEntry,
  type DayFacts,
  dayOfResource,
  evenDay,
  lengthOf,
  minutesOf,
  resourcesTaken,
  serviceOfEntry,
  timelineOn,
} from './day-facts.ts';

/** Where an appointment would go: a resource, if it takes one, and minutes since midnight. */
export type Proposal = { readonly from: number; readonly resource?: ResourceId | undefined };

/** Why a place cannot be had. `not-given`: the resource does not give the service. `by` has those who take it. */
export type Conflict =
  | { readonly kind: 'past' }
  | { readonly kind: 'not-given' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'taken'; readonly by: readonly DayEntry[] };

/** The date and minute that the business's clock shows. */
export type LocalNow = { readonly date: LocalDate; readonly minute: number };

const isPast = (date: LocalDate, from: number, now: LocalNow): boolean =>
  date < now.date || (date === now.date && from < now.minute);

/** What speaks against a place on a day for an appointment, by the rules for staff; nothing if it can be had. */
export function conflictsOf(moved: DayEntry, proposal: Proposal, facts: DayFacts, now: LocalNow): Conflict[] {
  const others = facts.entries.filter(({ invitationId }) => invitationId !== moved.invitationId);
  const against = { ...facts, entries: others };
  const service = serviceOfEntry(moved, facts.terms);
  return [
    ...(isPast(facts.date, proposal.from, now) ? [{ kind: 'past' } as const] : []),
    ...(service ? placedConflicts(service, moved, proposal, against) : unplacedConflicts(moved, proposal, against)),
  ];
}

/** It stays as long as it is. */
const appointmentOf = (service: Service, moved: DayEntry, from: number, { date }: DayFacts): Appointment =>
  appointmentAt({ ...service, minutes: lengthOf(moved.booking) || service.minutes }, from * MINUTE_MS, {
    date,
    minute: from,
    isFirstPass: true,
  });

function placedConflicts(
  service: Service,
  moved: DayEntry,
  { from, resource }: Proposal,
  facts: DayFacts,
): readonly Conflict[] {
  const business = businessOf({ ...facts.terms, timeZone: facts.timeZone });
  const candidates = candidatesFor({ ...business, service, resource });
  if (candidates.some((need) => need.length === 0)) return [{ kind: 'not-given' }];
  const days = business.resources.map((one) => dayOfResource(one, facts));
  const needs = timelinesOf(business, candidates, [evenDay(facts.date)], days, () => true);
  return conflictsAt(needs, appointmentOf(service, moved, from, facts), facts);
}

function conflictsAt(needs: Needs<Timeline>, at: Appointment, facts: DayFacts): readonly Conflict[] {
  const open = needs.map((need) => need.filter((one) => isOpenFor(one, at)));
  if (!canServe(open)) return [{ kind: 'closed' }];
  const free = open.map((need) => need.filter((one) => isFreeFor(one, at)));
  if (canServe(free)) return [];
  const full = open.filter((_, index) => free[index]?.length === 0).flat();
  const resources = (full.length > 0 ? full : open.flat()).map((one) => one.resource.id);
  return [{ kind: 'taken', by: whoTakes(resources, at, facts) }];
}

/** Whose appointments, with their buffers, meet one with its buffers on any of these resources. */
const whoTakes = (resources: readonly string[], at: Interval, facts: DayFacts): DayEntry[] =>
  facts.entries.filter((entry) => {
    const { from, to } = minutesOf(entry, facts.timeZone);
    const { bufferBefore = 0, bufferAfter = 0 } = serviceOfEntry(entry, facts.terms) ?? {};
    const isThere = resourcesTaken(entry).some((id) => resources.includes(id));
    return isThere && (from - bufferBefore) * MINUTE_MS < at.to && at.from < (to + bufferAfter) * MINUTE_MS;
  });

/** Where nothing gives places, the hours and the same service at the same time are all that speaks against one. */
function unplacedConflicts(moved: DayEntry, { from }: Proposal, facts: DayFacts): readonly Conflict[] {
  const to = from + lengthOf(moved.booking);
  const by = facts.entries.filter((entry) => {
    const other = minutesOf(entry, facts.timeZone);
    const isSame = entry.booking.service === moved.booking.service && entry.booking.state !== 'cancelled';
    return isSame && other.from < to && from < other.to;
  });
  return [
    ...(covers(timelineOn(ANYBODY, facts).open, from * MINUTE_MS, to * MINUTE_MS) ? [] : [{ kind: 'closed' } as const]),
    ...(by.length > 0 ? [{ kind: 'taken', by } as const] : []),
  ];
}
