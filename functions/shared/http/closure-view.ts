import type { Invitation } from '../domain/invitation/invitation.ts';
import type { Closure } from '../domain/places/closure.ts';
import type { ClosedBooking, ClosureAnswer, ClosureView } from './answers/closures.ts';

function stateOf({ appliedAt, removedAt, goneAt }: Closure): ClosureView['state'] {
  if (goneAt) return 'removed';
  if (removedAt) return 'removing';
  return appliedAt ? 'applied' : 'applying';
}

/** A closure as the API shows it. */
export const closureView = (closure: Closure): ClosureView => {
  const { closureId, resource, from, to, hours, reason, createdAt, actor, removedBy } = closure;
  return {
    closureId,
    ...(resource && { resource }),
    from,
    to,
    ...(hours && { hours }),
    ...(reason !== undefined && { reason }),
    createdAt,
    actor,
    ...(removedBy && { removedBy }),
    state: stateOf(closure),
  };
};

function closedBooking({ invitationId, booking }: Invitation): ClosedBooking[] {
  const { startsAt, endsAt, service, resource, resources } = booking ?? {};
  if (!startsAt || !endsAt || !resources) return [];
  return [
    {
      invitationId,
      startsAt,
      endsAt,
      ...(service !== undefined && { service }),
      ...(resource && { resource }),
      resources,
    },
  ];
}

/** A closure with the bookings that it lies over, in order of time. */
export const closureAnswer = (closure: Closure, bookings: readonly Invitation[]): ClosureAnswer => ({
  ...closureView(closure),
  bookings: bookings.flatMap(closedBooking).toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1)),
});
