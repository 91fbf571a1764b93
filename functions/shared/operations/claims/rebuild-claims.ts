import pMap from 'p-map';
import * as z from 'zod/mini';
import { Invitation } from '../../domain/invitation/invitation.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { DayKey } from '../../domain/places/day.ts';
import { ClaimFinding } from '../../domain/places/rebuilt-claim.ts';
import { now } from '../../domain/time/instant.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { isErased } from '../../store/customer/erased.ts';
import { markPlacesReady } from '../../store/places/readiness.ts';
import type { StoredItem } from '../../store/table/items.ts';
import { scanPage } from '../../store/table/scan.ts';
import { keepFindable } from '../customer/keep-findable.ts';
import { reapplyClosures } from '../places/change-closures.ts';
import { type RebuildContext, rebuildBooking, rebuildUnlimited } from './rebuild-booking.ts';
import { releaseOrphans } from './release-orphans.ts';

/** Asks for one page of the rebuild: the items after a key. `check` writes nothing. */
export const RebuildRequest = z.object({ check: z.optional(z.boolean()), after: z.optional(z.string()) });
export type RebuildRequest = z.infer<typeof RebuildRequest>;

/** What one page found and, unless it only checked, mended. Without `next` it was the last. */
export const RebuiltPage = z.object({
  looked: z.int(),
  findings: z.array(ClaimFinding),
  next: z.optional(z.string()),
});
export type RebuiltPage = z.infer<typeof RebuiltPage>;

/** Items of a page: few enough that a page of bookings, each of them to be placed, ends well within the function's time. */
const PAGE = 200;
const CONCURRENCY = 8;

async function rebuildItem(context: RebuildContext, item: StoredItem, check: boolean): Promise<ClaimFinding[]> {
  if (isErased(item)) return [];
  if (item['type'] === 'day') return releaseOrphans(context, DayKey.parse(item), check);
  if (item['type'] !== 'invitation' || !item['booking']) return [];
  const rebuild = context.contract.booking.services ? rebuildBooking : rebuildUnlimited;
  const finding = await rebuild(context, InvitationId.parse(item['invitationId']), check);
  if (!check) await keepFindable(context, Invitation.parse(item));
  return finding ? [finding] : [];
}

/** An item that cannot be read holds nobody else up. One that is contended fails the page, which is asked for again. */
async function findingsOf(context: RebuildContext, item: StoredItem, check: boolean): Promise<ClaimFinding[]> {
  try {
    return await rebuildItem(context, item, check);
  } catch (error) {
    if (!(error instanceof Error && error.name === '$ZodError')) throw error;
    logger.error('an item cannot be read', describeError(error));
    const { data } = InvitationId.safeParse(item['invitationId']);
    return [{ kind: 'unreadable', ...(data && { invitationId: data }) }];
  }
}

/** Follows the last key of the table: then closures are brought into the days of resources that came later. */
const CLOSURES = 'closures';

/** The last step: after it, `GET /slots` tells what can be had. */
async function finish(context: RebuildContext): Promise<RebuiltPage> {
  const looked = await reapplyClosures(context);
  if (context.contract.booking.services) await markPlacesReady(context.table, now());
  return { looked, findings: [] };
}

/**
 * Brings claims and bookings of one page of the table into agreement, and closures into all their days, and has the
 * customers of these bookings found by their names, which those from before there was an index are not. After the last
 * page all bookings have their places, and it says so: see `arePlacesReady`. A repeat finds nothing more to do.
 */
export async function rebuildClaims(
  context: RebuildContext,
  { check = false, after }: RebuildRequest,
): Promise<RebuiltPage> {
  if (after === CLOSURES) return finish(context);
  const { items, next: further } = await scanPage(context.table, after, PAGE);
  const found = await pMap(items, (item) => findingsOf(context, item, check), { concurrency: CONCURRENCY });
  const next = further ?? (check ? undefined : CLOSURES);
  return { looked: items.length, findings: found.flat(), ...(next !== undefined && { next }) };
}
