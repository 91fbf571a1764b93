import type { Booking } from '../../../functions/shared/domain/booking/booking-history.ts';
import type { declinedRequest } from '../../../functions/shared/domain/notices/declined.ts';
import type { NoticePurpose } from '../../../functions/shared/domain/notices/notice.ts';
import type { standsAt } from '../../../functions/shared/domain/reminders/standing.ts';
import { type postpone, settleDue } from '../../../functions/shared/store/table/due.ts';
import { breakOf, type Planted } from './plant.ts';

/** Deliberate breaks of what waits until staff approve it. */
export const APPROVAL_BREAKS: readonly Planted[] = [
  breakOf<() => boolean>({
    name: 'moved-without-approval',
    promise: 'approval',
    file: 'functions/shared/domain/booking/approval.ts',
    seam: 'isPlaceOf',
    broken: () => () => true,
    why: 'Who has an approved appointment takes any other time without approval.',
    fromSeed: 60,
  }),
  breakOf<typeof postpone>({
    name: 'late-approval-forgotten',
    promise: 'approval',
    file: 'functions/shared/operations/reconcile/reconcile-approval.ts',
    seam: 'postpone',
    broken: () => async (table, item) => {
      await settleDue(table, item);
      return undefined;
    },
    why: 'Nobody sees that a customer waits for a decision.',
    fromSeed: 225,
  }),
  breakOf<(booking: Booking, ...rest: unknown[]) => NoticePurpose>({
    name: 'request-told-as-booking',
    promise: 13,
    file: 'functions/shared/domain/notices/wanted-notice.ts',
    seam: 'purposeOf',
    broken:
      (purpose) =>
      (booking, ...rest) =>
        purpose(booking.state === 'to-approve' ? { ...booking, state: 'booked' } : booking, ...rest),
    why: 'Who waits for approval reads that they are booked.',
    fromSeed: 9,
  }),
  breakOf<typeof declinedRequest>({
    name: 'refusal-told-as-cancellation',
    promise: 13,
    file: 'functions/shared/domain/notices/wanted-notice.ts',
    seam: 'declinedRequest',
    broken: () => () => undefined,
    why: 'Whose request was refused reads that an appointment is cancelled, which they never had.',
    fromSeed: 9,
  }),
  breakOf<(booking: Booking | undefined) => boolean>({
    name: 'waiting-place-given-away',
    promise: 'claims',
    file: 'functions/shared/domain/booking/booking-state.ts',
    seam: 'holdsPlace',
    broken: () => (booking) => booking?.state === 'booked',
    why: 'What waits for approval keeps nobody else from its place.',
    fromSeed: 9,
  }),
  breakOf<typeof standsAt>({
    name: 'reminder-of-what-waits',
    promise: 14,
    file: 'functions/shared/domain/reminders/standing.ts',
    seam: 'standsAt',
    broken: (stands) => (booking) => (booking?.state === 'to-approve' ? booking.startsAt : stands(booking)),
    why: 'Who waits for approval is reminded of an appointment that nobody gave them.',
    fromSeed: 4203,
  }),
];
