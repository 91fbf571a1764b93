import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { Seen } from './form-places.ts';
import type { StoredInvitation } from './items.ts';

type Entry = StoredInvitation['history'][string];

/** What a change of the business says. */
export const Changes = z.object({
  startsAt: z.optional(z.string()),
  endsAt: z.optional(z.string()),
  timeZone: z.optional(z.string()),
  notes: z.optional(z.string()),
  service: z.optional(z.string()),
  resources: z.optional(z.array(z.string())),
});

/** What a placement by hand of the operator says. */
const Placement = z.object({ service: z.string(), resources: z.array(z.string()) });

/** What staff approved: the place that they saw. */
const Approved = z.object({ startsAt: z.string(), service: z.string(), resources: z.array(z.string()) });

/**
 * The booking after an approval. It stands for the place that staff saw: a form that comes later takes another one, even at
 * the same time, and waits for an approval of its own. Who approves has looked at what needed attention.
 */
function afterApproval(seen: Seen, entry: Entry): Seen {
  const { state, startsAt, service, resources } = seen;
  const isThis = isDeepStrictEqual(Approved.parse(entry), { startsAt, service, resources });
  return state === 'to-approve' && isThis ? { ...seen, state: 'booked', attention: [] } : seen;
}

/** The booking after a change. */
function afterChange(seen: Seen, entry: Entry): Seen {
  const { startsAt, endsAt, timeZone, notes, service, resources } = Changes.parse(entry['changes']);
  const { resources: left, ...rest } = seen;
  const kept = startsAt === undefined && left !== undefined ? { resources: left } : {};
  // Who sets another time has looked at what needed attention.
  const times = startsAt && endsAt && timeZone ? { startsAt, endsAt, timeZone, attention: [] } : {};
  // Who gives a time to what was only asked for, or waits for approval, has found a place for it.
  const isGivenPlace = startsAt !== undefined && seen.state !== 'cancelled';
  return {
    ...rest,
    ...kept,
    ...times,
    ...(isGivenPlace && { state: 'booked' }),
    ...(service !== undefined && { service }),
    ...(resources !== undefined && { resources }),
    ...(notes !== undefined && { notes }),
  };
}

/** The booking after a decision of the business. */
export function afterDecision(seen: Seen, entry: Entry): Seen {
  switch (entry.kind) {
    case 'cancellation':
      return { ...seen, state: 'cancelled' };
    case 'approval':
      return afterApproval(seen, entry);
    case 'placement':
      return { ...seen, ...Placement.parse(entry['placed']) };
    case 'change':
      return afterChange(seen, entry);
    default:
      return seen;
  }
}
