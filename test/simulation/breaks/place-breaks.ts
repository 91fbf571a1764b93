import type {
  Booking,
  CompletionEntry,
  HistoryEntry,
} from '../../../functions/shared/domain/booking/booking-history.ts';
import { holdsPlace } from '../../../functions/shared/domain/booking/booking-state.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import type { othersOf } from '../../../functions/shared/domain/places/caller.ts';
import type { ClaimRequest } from '../../../functions/shared/domain/places/claim.ts';
import type { Claim, ClaimId, hasEnded } from '../../../functions/shared/domain/places/day.ts';
import type { changedDays } from '../../../functions/shared/domain/places/day-changes.ts';
import type { OwnPlace } from '../../../functions/shared/domain/places/own-place.ts';
import type { dayWrites } from '../../../functions/shared/store/places/days.ts';
import { breakOf, type Planted } from './plant.ts';

/** Deliberate breaks of how a place is given, offered and given up. */
export const PLACE_BREAKS: readonly Planted[] = [
  breakOf<typeof dayWrites>({
    name: 'place-stolen-after-the-check',
    promise: 11,
    file: 'functions/shared/store/places/days.ts',
    seam: 'dayWrites',
    broken: (write) => (table, days, policy) =>
      write(table, days, policy).map((one) => ('put' in one ? { put: { Item: one.put.Item } } : one)),
    why: 'A day is written although somebody else took a place in it since it was read.',
    fromSeed: 42,
  }),
  breakOf<(claims: readonly Claim[], capacity: number) => unknown>({
    name: 'one-more-than-there-is-room-for',
    promise: 11,
    file: 'functions/shared/domain/places/timeline.ts',
    seam: 'fullBy',
    broken: (full) => (claims, capacity) => full(claims, capacity === 1 ? 1 : capacity + 1),
    why: 'A room for two takes three.',
    fromSeed: 81,
  }),
  breakOf<typeof changedDays>({
    name: 'release-by-time',
    promise: 'claims',
    file: 'functions/shared/domain/places/day-changes.ts',
    seam: 'changedDays',
    broken: (change) => (days, asked, now) => {
      const isAtSameTime = (claim: Claim) =>
        days.some(({ claims }) =>
          Object.entries(claims).some(([id, own]) => asked.goes(own, id) && own.from === claim.from),
        );
      return change(days, asked.evenEnded ? { ...asked, goes: isAtSameTime } : asked, now);
    },
    why: 'Who gives up a place in a room releases that of everybody at the same time.',
    fromSeed: 81,
  }),
  breakOf<string>({
    name: 'claim-outlives-an-erasure',
    promise: 'release',
    file: 'functions/shared/store/places/holds.ts',
    seam: 'NOT_ERASED',
    broken: () => 'attribute_exists(pk)',
    why: 'A place that was decided on before the customer was erased is taken after that.',
    fromSeed: 78,
  }),
  breakOf<string>({
    name: 'claim-made-permanent-after-an-erasure',
    promise: 'release',
    file: 'functions/shared/store/booking/booking-entries.ts',
    seam: 'NOT_ERASED',
    broken: () => 'attribute_exists(pk)',
    why: 'A form that was read before its customer was erased takes its place after that.',
    fromSeed: 666,
  }),
  breakOf<(booking: Booking | undefined, entry: CompletionEntry, contract: unknown) => Booking>({
    name: 'refused-form-books',
    promise: 4,
    file: 'functions/shared/domain/booking/booking-history.ts',
    seam: 'applyForm',
    broken: (apply) => (booking, entry, contract) => {
      const isRefused = entry.place !== undefined && entry.place.outcome !== 'placed';
      return isRefused && holdsPlace(booking)
        ? { ...apply(undefined, entry, contract), state: 'booked' }
        : apply(booking, entry, contract);
    },
    why: 'Who has a booking and asks for a place that is taken loses the time that they have.',
    fromSeed: 72,
  }),
  breakOf<(old: Invitation | undefined, invitation: Invitation, entry: HistoryEntry) => string>({
    name: 'request-announced-as-booking',
    promise: 5,
    file: 'functions/shared/domain/events/invitation-announcements.ts',
    seam: 'appointmentType',
    broken: (typeOf) => (old, invitation, entry) =>
      invitation.booking?.state === 'requested' ? 'Appointment Changed' : typeOf(old, invitation, entry),
    why: 'A form that was refused is announced like one that changes a booking.',
    fromSeed: 9,
  }),
  breakOf<(entry: HistoryEntry) => boolean>({
    name: 'place-kept-after-a-cancellation',
    promise: 'release',
    file: 'functions/shared/operations/booking/change-booking.ts',
    seam: 'leavesItsPlace',
    broken: (leaves) => (entry) => entry.kind !== 'cancellation' && leaves(entry),
    why: 'Nobody can have the place of a booking that is cancelled.',
    fromSeed: 3,
  }),
  breakOf<typeof othersOf>({
    name: 'held-places-offered',
    promise: 12,
    file: 'functions/shared/domain/places/slots.ts',
    seam: 'othersOf',
    broken: (others) => (caller, now) => {
      const isOthers = others(caller, now);
      return (claim, id) => claim.kind === 'booking' && isOthers(claim, id);
    },
    why: 'A place is offered that somebody else holds, and who wants it is refused.',
    fromSeed: 90,
  }),
  breakOf<typeof hasEnded>({
    name: 'lapsed-hold-blocks',
    promise: 12,
    file: 'functions/shared/domain/places/day.ts',
    seam: 'hasEnded',
    broken: (ended) => (claim, now) => ended(claim, now - 3_600_000),
    why: 'A hold keeps others away after it ended.',
    fromSeed: 630,
  }),
  breakOf<(input: unknown) => { place: OwnPlace } | undefined>({
    name: 'hold-judged-anew',
    promise: 12,
    file: 'functions/shared/domain/places/claim.ts',
    seam: 'ownPlaceOf',
    broken: (ownOf) => (input) => {
      const own = ownOf(input);
      return own?.place.claim.kind === 'booking' ? own : undefined;
    },
    why: 'A rule that came after a hold keeps its owner from confirming it.',
    fromSeed: 1278,
  }),
  breakOf<
    (
      input: { request: ClaimRequest; now: number },
      claimId: ClaimId,
      claim: Claim,
      resources: unknown,
      stands?: boolean,
    ) => unknown
  >({
    name: 'hold-renewed-by-asking',
    promise: 'repeats',
    file: 'functions/shared/domain/places/claim.ts',
    seam: 'claimed',
    broken: (claim) => (input, claimId, own, resources, stands) => {
      const { request, now } = input;
      if (!stands || own.kind === 'booking' || request.kind !== 'hold')
        return claim(input, claimId, own, resources, stands);
      const renewed = { ...own, until: now + request.rules.holdMinutes * 60_000 };
      return claim(input, request.claimId, renewed, resources);
    },
    why: 'Whoever asks again and again holds a place for ever.',
    fromSeed: 42,
  }),
  breakOf<() => boolean>({
    name: 'decision-entered-twice',
    promise: 'repeats',
    file: 'functions/shared/store/booking/booking-entries.ts',
    seam: 'hasEntry',
    broken: () => () => false,
    why: 'A repeated request moves the booking again.',
    fromSeed: 33,
  }),
];
