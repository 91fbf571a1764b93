import { createHash } from 'node:crypto';
import type { BusinessTerms } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { ClaimRequest } from '../places/claim.ts';
import { ClaimId } from '../places/day.ts';
import type { PlaceTerms, Service } from '../places/service.ts';
import { wishFor } from '../places/wish.ts';
import { epochMs } from '../time/instant.ts';
import { type BookingHistory, type CompletionEntry, entryKey, type HistoryEntry, inOrder } from './booking-history.ts';
import type { FormRefusal } from './form-place.ts';
import { serviceBooked } from './service-booked.ts';

type Policy = PlaceTerms & BusinessTerms['booking'];

/** What a form asks of the places, or why nobody but a person can decide on it. */
export type FormWish =
  | { request: ClaimRequest & { kind: 'booking'; replaces: ClaimId | undefined }; service: Service }
  | { refused: FormRefusal };

/** The id of a message may hold a phone number, and a day holds nothing personal. */
const claimIdOf = ({ invitationId }: Pick<Invitation, 'invitationId'>, messageId: string): ClaimId =>
  ClaimId.parse(`${invitationId}:${createHash('sha256').update(messageId).digest('base64url').slice(0, 22)}`);

/** The service that a form names; where there is only one, it need not. */
function serviceOfForm(service: string | undefined, { services = [] }: Policy): Service | undefined {
  return service === undefined && services.length === 1 ? services[0] : serviceBooked({ service }, { services });
}

/**
 * Whether an invitation knows something newer than an entry: a form never takes over then. An approval says nothing newer:
 * who approved it did not see the form that was sent before and came later.
 */
export function isSuperseded(
  { history, newestEntry }: Pick<Invitation, 'history' | 'newestEntry'>,
  id: string,
  entry: HistoryEntry,
): boolean {
  const newest = inOrder(history).findLast((known) => known.entry.kind !== 'approval')?.key ?? newestEntry ?? '';
  return newest > entryKey(id, entry);
}

/** What a form asks of the places: for a customer, by the time it was sent. */
export function wishOfForm(
  invitation: Pick<Invitation, 'invitationId' | 'place'>,
  id: string,
  entry: CompletionEntry,
  policy: Policy,
  now: number,
): FormWish {
  const { startsAt, service: said, attention = [] } = entry.read ?? {};
  if (!startsAt) return { refused: 'start-unreadable' };
  if (attention.includes('start-in-dst-gap')) return { refused: 'start-in-dst-gap' };
  const service = serviceOfForm(said, policy);
  if (!service) return { refused: 'unknown-service' };
  const { invitationId, place } = invitation;
  const request = {
    ...wishFor(policy, { service: service.id }),
    kind: 'booking',
    by: 'customer',
    invitationId,
    claimId: claimIdOf(invitation, id),
    replaces: place?.claimId,
    start: { startsAt: epochMs(startsAt) },
    askedAt: Math.min(epochMs(entry.at), now),
  } as const;
  return { request, service };
}

const isDeciding = (entry: HistoryEntry): boolean => entry.kind !== 'placement' && !isCorrection(entry);

/** The newest entry that decides on the booking: later ones left it where it is. */
export const newestDeciding = (history: BookingHistory): { id: string; entry: HistoryEntry } | undefined =>
  inOrder(history).findLast(({ entry }) => isDeciding(entry));

/**
 * The newest form, if nobody decided on its place yet and it still matters: nothing that came later decided the booking.
 * An approval did not: it names what it approves, see `isSuperseded`.
 */
export function openRequest(history: BookingHistory): { id: string; entry: CompletionEntry } | undefined {
  const deciding = inOrder(history).findLast(({ entry }) => isDeciding(entry) && entry.kind !== 'approval');
  if (deciding?.entry.kind !== 'completion' || deciding.entry.place?.outcome !== 'requested') return undefined;
  return { id: deciding.id, entry: deciding.entry };
}

/** A change that leaves the booking where it is. */
const isCorrection = (entry: HistoryEntry): boolean => entry.kind === 'change' && entry.changes.startsAt === undefined;
