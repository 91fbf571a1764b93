import * as z from 'zod/mini';
import { CLINIC_SERVICES } from '../story/clinic-terms.ts';
import type { Wish } from '../story/people.ts';
import { holdsPlace, type StoredInvitation } from './items.ts';
import type { Violation } from './violation.ts';

type Entry = StoredInvitation['history'][string];

/** The visible fields of a booking. */
export type Seen = {
  state: string;
  startsAt?: string;
  endsAt?: string;
  timeZone: string;
  service?: string;
  /** All that it takes, if it has a place. */
  resources?: readonly string[];
  notes?: string;
  attention: readonly string[];
};

/** What an entry says of the place of its form, read apart from the product's own schemas. */
const Place = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('requested') }),
  z.object({ outcome: z.literal('refused'), reason: z.string() }),
  z.object({
    outcome: z.literal('placed'),
    startsAt: z.string(),
    endsAt: z.string(),
    service: z.string(),
    resources: z.array(z.string()),
    /** By when staff are to decide on it, if they have to. */
    approveBy: z.optional(z.string()),
  }),
]);
type Place = z.infer<typeof Place>;
const MaybePlace = z.optional(Place);
export const placeOf = (entry: Entry): Place | undefined => MaybePlace.parse(entry['place']);

/** Why a person has to look at what was refused. */
function reasonsOf(place: Place, keepsBooking: boolean): string[] {
  if (place.outcome !== 'refused' || place.reason === 'superseded') return [];
  if (keepsBooking) return [place.reason === 'slot-taken' ? 'slot-taken' : 'form-refused'];
  return place.reason === 'start-unreadable' ? [] : [place.reason];
}

/** The booking after a form: without a place, what stands goes on standing, and otherwise it is asked for only. */
export function afterForm(seen: Seen | undefined, form: Seen, place: Place | undefined): Seen {
  if (!place) return form;
  if (place.outcome === 'placed') {
    const { startsAt, endsAt, service, resources, approveBy } = place;
    const state = approveBy === undefined ? 'booked' : 'to-approve';
    return { ...form, state, startsAt, endsAt, service, resources, attention: [] };
  }
  const keepsBooking = seen !== undefined && holdsPlace(seen.state);
  const shown = keepsBooking ? seen : { ...form, state: 'requested' };
  return { ...shown, attention: [...new Set([...shown.attention, ...reasonsOf(place, keepsBooking)])] };
}

const MINUTE = 60_000;

/** What is wrong with the outcome of one form, by what the customer asked for. */
function faultOf(wish: Wish, place: Place, isLast: boolean): string | undefined {
  const service = CLINIC_SERVICES.get(String(wish.fields['service']));
  const isHopeless = !service || !wish.startsAt || wish.clinic?.isSkipped === true || wish.attention.length > 0;
  if (place.outcome === 'placed') {
    if (isHopeless) return 'got a place that nobody can have';
    const { startsAt, endsAt, resources } = place;
    const lasts = Date.parse(endsAt) - Date.parse(startsAt);
    const isOfService = service.needs.every((choices) => choices.some((id) => resources.includes(id)));
    const isAsAsked =
      startsAt === wish.startsAt && place.service === service.id && lasts === service.minutes * MINUTE && isOfService;
    return isAsAsked && resources.length === service.needs.length ? undefined : 'got another place than it asked for';
  }
  if (place.outcome === 'requested') return undefined;
  const { reason } = place;
  if (reason === 'superseded') return isLast ? 'was overruled by nothing' : undefined;
  const isDoubtful = ['unknown-service', 'start-unreadable', 'start-in-dst-gap'].includes(reason);
  return isDoubtful && !isHopeless ? `was refused as ${reason}, and can be read` : undefined;
}

const keyOf = ([id, { at }]: [string, Entry]) => `${at}#${id}`;

/** What became of the place of each form in a history is what may become of it. */
export function judgePlacedForms(
  { invitationId, history }: StoredInvitation,
  wishes: ReadonlyMap<string, Wish>,
): Violation[] {
  const entries = Object.entries(history);
  const newest = entries.map(keyOf).sort().at(-1);
  return entries.flatMap((one): Violation[] => {
    const [id, entry] = one;
    const wish = wishes.get(id);
    if (!wish) return [];
    const place = placeOf(entry);
    const fault = place ? faultOf(wish, place, keyOf(one) === newest) : 'has no outcome';
    return fault ? [{ promise: 4, what: `a form ${fault} (${id} of ${invitationId})` }] : [];
  });
}
