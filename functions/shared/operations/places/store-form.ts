import { asRead } from '../../domain/booking/booking-history.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { now } from '../../domain/time/instant.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { type Addition, appendAfterRead, type HistoryResult } from '../../store/booking/booking-entries.ts';
import { arePlacesReady } from '../../store/places/readiness.ts';
import { decideForm } from './decide-form.ts';
import { type Form, type PlaceContext, requestedEntry, storeRequested, supersededEntry } from './store-requested.ts';

/** Few enough that the webhook is answered in time, whoever else writes the same days. */
const TRIES_AT_ONCE = 3;

/** The form with the place that it takes; as requested if it cannot have it now. */
async function additionFor(context: PlaceContext, invitation: Invitation, form: Form): Promise<Addition> {
  const superseded = supersededEntry(invitation, form);
  if (superseded) return { entry: superseded };
  const { place, placeChange, isFinal } = await decideForm(context, invitation, form);
  if (!isFinal) return { entry: await requestedEntry(context, invitation.invitationId, form) };
  return { entry: { ...form.entry, place }, placeChange };
}

/**
 * Stores a form together with the place that it takes, all or nothing. Where that cannot be had now, or others keep
 * writing the same days, the form is stored alone and its place decided later: a form is never lost for a place. Without
 * services it is one write, and nothing is placed. A repeat changes nothing.
 */
export async function storeForm(
  context: PlaceContext,
  invitationId: InvitationId,
  { id, entry }: Form,
): Promise<HistoryResult> {
  const { table, contract } = context;
  const form = { id, entry: asRead(entry, contract.booking) };
  if (!contract.booking.services) return storeRequested(context, invitationId, form);
  try {
    if (await arePlacesReady(table, now())) {
      const addition = (invitation: Invitation) => additionFor(context, invitation, form);
      return await appendAfterRead(table, invitationId, id, addition, contract, { tries: TRIES_AT_ONCE });
    }
  } catch (error) {
    logger.warn('a form is stored without its place', { invitationId, ...describeError(error) });
  }
  return storeRequested(context, invitationId, form);
}
