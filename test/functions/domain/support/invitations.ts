/** Invitations and their bookings, as the domain knows them. */
import {
  type BookingHistory,
  foldHistory,
  newestTime,
} from '../../../../functions/shared/domain/booking/booking-history.ts';
import { Invitation } from '../../../../functions/shared/domain/invitation/invitation.ts';
import type { Actor } from '../../../../functions/shared/domain/people/actor.ts';
import type { Instant } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';

const { booking: policy } = aContract();
const STAFF: Actor = { kind: 'owner' };

/** An invitation of one customer, with the booking that its history makes. */
export function anInvitation({
  history = {},
  ...more
}: Record<string, unknown> & { history?: BookingHistory } = {}): Invitation {
  return Invitation.parse({
    invitationId: '0198c0de-0000-7000-8000-000000000000',
    channelId: 'channel',
    createdAt: '2031-05-06T08:00:00.000Z',
    recipient: { chatId: '34600000001@c.us', phone: '34600000001' },
    customerName: 'Alex',
    language: 'en',
    flowId: '1',
    requestHash: 'none',
    attempts: {},
    history,
    revision: Object.keys(history).length,
    newestEntry: newestTime(history),
    booking: foldHistory(history, policy),
    ...more,
  });
}

type Entry = BookingHistory[string];

/** The customer's form, for a consultation at that time. `place`: what became of the place that it asks for. */
export const form = (at: Instant, startsAt: Instant | undefined, more: object = {}): Entry => ({
  kind: 'completion',
  at,
  fields: '{"note":"as sent"}',
  read: { startsAt, timeZone: 'Europe/Madrid', service: 'consultation', customerName: 'Alex', attention: [] },
  ...more,
});

/** Staff moved the booking, or corrected it. */
export const change = (at: Instant, changes: Extract<Entry, { kind: 'change' }>['changes']): Entry => ({
  kind: 'change',
  at,
  changes,
  actor: STAFF,
});

export const cancellation = (at: Instant, more: object = {}): Entry => ({
  kind: 'cancellation',
  at,
  actor: STAFF,
  ...more,
});

/** A place that was given to a form, which waits for approval where there is a time for that. */
export const placed = (startsAt: Instant, approveBy?: Instant) => ({
  place: {
    outcome: 'placed' as const,
    startsAt,
    endsAt: startsAt,
    timeZone: 'Europe/Madrid',
    service: 'consultation',
    ...(approveBy && { approveBy }),
  },
});

export const requested = { place: { outcome: 'requested' as const } };
