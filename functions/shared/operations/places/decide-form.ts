import type { FormPlace, FormRefusal } from '../../domain/booking/form-place.ts';
import { wishOfForm } from '../../domain/booking/form-request.ts';
import { placedAs, storedPlace } from '../../domain/booking/placed-booking.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { CUSTOMER } from '../../domain/people/actor.ts';
import type { ClaimRefusal } from '../../domain/places/claim.ts';
import type { PlaceChange } from '../../store/booking/booking-entries.ts';
import { writeWith } from '../../store/places/days.ts';
import { placeForm } from '../booking/await-approval.ts';
import { judgePlace } from './decide-place.ts';
import { hasTooManyOpen } from './limit-open-bookings.ts';
import type { Form, PlaceContext } from './store-requested.ts';

/**
 * What becomes of the place of a form, and how to take it. `isFinal`: it is no matter of what is taken now, so that
 * nobody but a person can decide otherwise.
 */
export type DecidedForm = {
  place: Exclude<FormPlace, { outcome: 'requested' }>;
  placeChange?: PlaceChange;
  isFinal: boolean;
};

const refused = (reason: FormRefusal, isFinal: boolean): DecidedForm => ({
  place: { outcome: 'refused', reason },
  isFinal,
});

/** A service that no resource gives is none. */
const reasonOf = (reason: ClaimRefusal): FormRefusal => (reason === 'unknown-resource' ? 'unknown-service' : reason);

/**
 * Decides by the days as they are now whether a form has its place. What it answers is to be written in one transaction
 * with the invitation as it was given.
 */
export async function decideForm(
  { table, contract }: PlaceContext,
  invitation: Invitation,
  { id, entry }: Form,
): Promise<DecidedForm> {
  const wish = wishOfForm(invitation, id, entry, contract.booking, Date.now());
  if ('refused' in wish) return refused(wish.refused, true);
  const judged = await judgePlace(table, wish.request, invitation);
  if (judged.outcome === 'refused') return refused(reasonOf(judged.reason), false);
  if (await hasTooManyOpen({ table, contract }, invitation)) return refused('too-many-open', true);
  const { timeZone } = contract.booking;
  const placed = placedAs(judged, wish.service, { timeZone, language: invitation.language, actor: CUSTOMER });
  return {
    place: await placeForm({ table, contract }, invitation, placed),
    placeChange: { place: storedPlace(judged), write: writeWith(table, judged.changed, contract) },
    isFinal: true,
  };
}
