import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { later, now } from '../../domain/time/instant.ts';
import { type DueItem, postpone, settleDue } from '../../store/table/due.ts';
import { settlePlace } from '../places/settle-place.ts';
import type { PlaceContext } from '../places/store-requested.ts';

/** How long a place waits for `claims rebuild` between two looks. */
const NEXT_LOOK_MS = 60_000;

/** Decides on the place that a form requests, should the stream's reader not have done so. */
export async function reconcilePlace(context: PlaceContext, item: DueItem): Promise<void> {
  const invitationId = InvitationId.parse(item.pk.slice('place#'.length));
  const outcome = await settlePlace(context, invitationId);
  if (outcome === 'not-ready') await postpone(context.table, item, later(now(), NEXT_LOOK_MS));
  else await settleDue(context.table, item);
}
