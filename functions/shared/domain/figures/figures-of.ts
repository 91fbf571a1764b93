import type { BusinessTerms } from '../business-terms.ts';
import { type Message, messageArrived } from '../delivery/delivery.ts';
import { type Invitation, messageIdsOf } from '../invitation/invitation.ts';
import { sourceOf } from '../invitation/invitation-source.ts';
import type { PlaceTerms } from '../places/service.ts';
import { type BookedFigures, type Dimension, type Figures, type GroupedFigures, noFigures } from './figures.ts';

/** What decides how invitations are counted. */
export type FiguresTerms = Pick<BusinessTerms, 'languages' | 'flow'> & {
  booking: Pick<PlaceTerms, 'services' | 'resources'>;
};

const one = (is: boolean): number => (is ? 1 : 0);

/** A form that was refused, or has not been decided on yet, is no booking. */
const hasBooked = ({ booking }: Invitation): boolean => booking !== undefined && booking.state !== 'requested';

const hasOpened = (invitation: Invitation): boolean =>
  invitation.openedAt !== undefined || invitation.heldFor !== undefined || invitation.booking !== undefined;

/** The messages whose reports decide how far an invitation got: none if a later stage says more. */
export const messagesToCount = (invitation: Invitation) =>
  invitation.origin === 'desk' || hasOpened(invitation) ? [] : messageIdsOf(invitation);

function bookedFigures(invitation: Invitation): BookedFigures {
  const { booking } = invitation;
  return {
    booked: one(hasBooked(invitation)),
    cancelled: one(booking?.state === 'cancelled'),
    came: one(booking?.attendance?.value === 'came'),
    noShow: one(booking?.attendance?.value === 'no-show'),
  };
}

function figuresOfOne(invitation: Invitation, messages: readonly Message[], opensSeen: boolean): Figures {
  const none = noFigures(opensSeen);
  if (invitation.origin === 'desk') return { ...none, byHand: bookedFigures(invitation) };
  const opened = hasOpened(invitation);
  const read = opened || messages.some(({ readAt }) => readAt !== undefined);
  return {
    ...bookedFigures(invitation),
    invited: 1,
    delivered: one(read || messages.some(messageArrived)),
    read: one(read),
    ...(opensSeen && { opened: one(opened) }),
    byHand: none.byHand,
  };
}

const idAmong = (named: readonly { id: string }[] | undefined, value: string | undefined): string | undefined =>
  named?.find(({ id }) => id === value)?.id;

/**
 * What an invitation has of each dimension. A value that the contract does not name is none: customers may have written
 * it, and what they write has no place in figures, which are kept when a customer is erased.
 */
function valuesOf(
  invitation: Invitation,
  { booking: terms, languages }: FiguresTerms,
): Record<Dimension, string | undefined> {
  const { booking, heldFor, language } = invitation;
  return {
    services: idAmong(terms.services, booking?.service ?? heldFor?.service),
    resources: idAmong(terms.resources, booking?.resource ?? booking?.resources?.[0] ?? heldFor?.resource),
    languages: Object.keys(languages).find((name) => name === language),
    sources: sourceOf(invitation),
  };
}

/** How far an invitation got, as figures of one, told apart by every dimension. */
export function figuresOf(invitation: Invitation, messages: readonly Message[], terms: FiguresTerms): GroupedFigures {
  const figures = figuresOfOne(invitation, messages, terms.flow.kind === 'live');
  const values = valuesOf(invitation, terms);
  const group = (dimension: Dimension) => [{ value: values[dimension], figures }];
  return {
    total: figures,
    services: group('services'),
    resources: group('resources'),
    languages: group('languages'),
    sources: group('sources'),
  };
}
