import * as z from 'zod/mini';
import type { Committed } from './evidence.ts';
import { itemReader } from './items.ts';

const Invitation = z.looseObject({
  revision: z.number(),
  history: z.record(z.string(), z.looseObject({ place: z.optional(z.looseObject({ outcome: z.string() })) })),
  booking: z.optional(z.looseObject({ state: z.string() })),
});
const read = itemReader('invitation', Invitation);

/** An entry that came, or a decision on the place of a form, with the events that may announce it. */
export type HistoryFact = { id: string; revision: number; type: string | RegExp; isDecision: boolean };

/** How an entry is announced: a form without a place never as a booking, and one with a place always as one. */
function typeOf(outcome: string | undefined, before: string | undefined, after: string | undefined): string | RegExp {
  if (outcome === undefined) return /^Appointment /;
  if (outcome === 'requested' || after === 'requested' || after === 'to-approve') return 'Appointment Requested';
  return outcome === 'placed' && before !== 'booked' ? 'Appointment Booked' : 'Appointment Changed';
}

/** What a write of an invitation says about its history. */
export function factsOfHistory(change: Committed): HistoryFact[] {
  const after = read(change.after);
  if (!after?.booking) return [];
  const before = read(change.before);
  const { history, revision, booking } = after;
  if (before?.revision === revision) return [];
  return Object.entries(history).flatMap(([id, { place }]): HistoryFact[] => {
    const known = before?.history[id];
    if (known && known.place?.outcome === place?.outcome) return [];
    const type = typeOf(place?.outcome, before?.booking?.state, booking.state);
    return [{ id, revision, type, isDecision: known !== undefined }];
  });
}

/** How many forms of an invitation got the decision on their place after they were stored. */
export const decisionsAfterwards = (committed: readonly Committed[], invitationId: string): number =>
  committed
    .filter(({ pk }) => pk === `invitation#${invitationId}`)
    .flatMap(factsOfHistory)
    .filter(({ isDecision }) => isDecision).length;
