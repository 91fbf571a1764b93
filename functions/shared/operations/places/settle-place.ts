import { openRequest } from '../../domain/booking/form-request.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { now } from '../../domain/time/instant.ts';
import { rewriteEntry } from '../../store/booking/booking-entries.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { arePlacesReady } from '../../store/places/readiness.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import { decideForm } from './decide-form.ts';
import type { PlaceContext } from './store-requested.ts';

/** `nothing`: no form of the invitation waits for its place. `not-ready`: see `arePlacesReady`. */
export type PlaceSettlement = 'placed' | 'refused' | 'nothing' | 'not-ready';

/**
 * Decides on the place that an invitation's newest form requests, once: the outcome is written together with the place,
 * and a repeat finds nothing to decide. Throws `Contention` if others keep writing the same invitation or days.
 */
export function settlePlace(context: PlaceContext, invitationId: InvitationId): Promise<PlaceSettlement> {
  const { table, contract } = context;
  return untilWritten(async () => {
    const invitation = await readInvitation(table, invitationId);
    const form = invitation && openRequest(invitation.history);
    if (!form) return 'nothing';
    if (!(await arePlacesReady(table, now()))) return 'not-ready';
    const { place, placeChange } = await decideForm(context, invitation, form);
    const rewritten = { id: form.id, entry: { ...form.entry, place }, placeChange };
    return (await rewriteEntry(table, invitation, rewritten, contract)) ? place.outcome : LOST;
  });
}
