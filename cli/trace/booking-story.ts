import type { HistoryEntry } from '../../functions/shared/domain/booking/booking-history.ts';
import { inOrder } from '../../functions/shared/domain/booking/booking-history.ts';
import { authorOf } from '../../functions/shared/domain/booking/entry-author.ts';
import type { FormPlace } from '../../functions/shared/domain/booking/form-place.ts';
import type { Invitation } from '../../functions/shared/domain/invitation/invitation.ts';
import { NOT_TOLD_SENTENCES } from '../../functions/shared/domain/notices/notice-sentences.ts';
import type { Actor } from '../../functions/shared/domain/people/actor.ts';
import { fact, type Happening } from './happening.ts';

/** Who did something, as the subject of a sentence. */
export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'customer':
      return 'The customer';
    case 'system':
      return 'The system';
    case 'owner':
      return "Whoever has the stack's own key";
    case 'key':
      return `${actor.holder} (${actor.keyId})`;
    case 'staff':
      return `${actor.staff} (staff on WhatsApp)`;
  }
}

function placeOf(place: FormPlace | undefined): string {
  switch (place?.outcome) {
    case undefined:
      return '';
    case 'requested':
      return '; nobody decided yet on the place that it asks for';
    case 'refused':
      return `; it got no place (${place.reason})`;
    case 'placed':
      return `; it got its place: ${place.service} at ${place.startsAt}${place.approveBy ? `, to be approved by ${place.approveBy}` : ''}`;
  }
}

/** What was changed: a time and a service as they are now, of what people wrote only that it changed. */
function changesOf(changes: object): string {
  return Object.entries(changes)
    .map(([name, value]) => (name === 'startsAt' || name === 'service' ? `${name} is now ${value}` : name))
    .join(', ');
}

function entrySentence(entry: HistoryEntry): string {
  const who = nameOf(authorOf(entry));
  switch (entry.kind) {
    case 'completion':
      return `${who} sent a form${entry.partial ? ', which was too large to keep whole' : ''}${placeOf(entry.place)}`;
    case 'booking':
      return `${who} booked ${entry.booking.service} at ${entry.booking.startsAt ?? 'an unknown time'} by hand`;
    case 'change':
      return `${who} changed the booking: ${changesOf(entry.changes)}`;
    case 'cancellation':
      return `${who} ${entry.declined ? 'refused what waited for approval' : 'cancelled the booking'}`;
    case 'approval':
      return `${who} approved the booking`;
    case 'placement':
      return `${who} gave the booking its place: ${entry.placed.service}`;
  }
}

/** What put the invitation into the worklist and is still so. */
function worklistMarks(invitation: Invitation): Happening[] {
  const { attentionSince, notApprovedSince, closedSince, overlapsWith, overlapsChanged, notTold, formError } =
    invitation;
  return [
    ...fact(
      attentionSince,
      `The worklist shows it: ${invitation.booking?.attention.join(', ') || 'it needs attention'}`,
    ),
    ...fact(notApprovedSince, 'It waits for approval longer than it should'),
    ...fact(closedSince, 'A closure lies over the booking'),
    ...(overlapsWith?.size
      ? fact(overlapsChanged?.at, `The booking overlaps with ${[...overlapsWith].sort().join(', ')}`)
      : []),
    ...(notTold
      ? fact(
          notTold.since,
          `The worklist shows that the customer was not told version ${notTold.revision}: ${NOT_TOLD_SENTENCES[notTold.reason]}`,
        )
      : []),
    ...fact(formError?.at, `The customer's phone could not use an answer of the live form (${formError?.name})`),
  ];
}

/** The entries of the booking with their authors, its marks in the worklist, and whether the customer comes and came. */
export function bookingStory(invitation: Invitation): Happening[] {
  const { attendance, customerConfirmed, openedAt } = invitation;
  return [
    ...fact(openedAt, 'The customer opened the live form for the first time'),
    ...inOrder(invitation.history).flatMap(({ entry }) => fact(entry.at, entrySentence(entry))),
    ...worklistMarks(invitation),
    ...fact(customerConfirmed?.at, `The customer said that they come at ${customerConfirmed?.startsAt}`),
    ...(attendance
      ? fact(
          attendance.at,
          `${nameOf(attendance.actor)} noted that the customer ${attendance.value === 'came' ? 'came' : 'did not come'}`,
        )
      : []),
  ];
}

/** How the booking stands now, in one line. */
export function bookingLine({ booking, place, revision }: Invitation): string {
  if (!booking) return 'Nothing is booked.';
  const { state, service, startsAt, resources } = booking;
  const what = [
    state,
    service,
    startsAt && `at ${startsAt}`,
    resources && `with ${Object.values(resources).join(', ')}`,
  ];
  const where = place?.days.map(({ resource, date }) => `${resource} on ${date}`).join(', ');
  return `The booking (version ${revision}): ${what.filter(Boolean).join(', ')}. ${where ? `Its place: ${where}.` : 'It holds no place.'}`;
}
