import type { Booking } from '../../../functions/shared/domain/booking/booking-history.ts';
import type { afterLapse, followTold } from '../../../functions/shared/domain/notices/follow-notice.ts';
import type {
  Dispatch,
  Notice,
  NoticeAttempt,
  NoticePurpose,
  NotToldReason,
} from '../../../functions/shared/domain/notices/notice.ts';
import type { NoticeFacts } from '../../../functions/shared/domain/notices/plan-notices.ts';
import { Instant } from '../../../functions/shared/domain/time/instant.ts';
import type { worklistPlace } from '../../../functions/shared/store/invitation/worklist-place.ts';
import type { saveNotices } from '../../../functions/shared/store/notices/notices.ts';
import { breakOf, type Planted } from './plant.ts';

type NextNoticeStep = (notice: Notice, facts: NoticeFacts) => unknown;

/** Deliberate breaks of what customers are told of their bookings, and of what staff see of it. */
export const NOTICE_BREAKS: readonly Planted[] = [
  breakOf<typeof saveNotices>({
    name: 'not-told-unmarked',
    promise: 13,
    file: 'functions/shared/operations/notices/notice-context.ts',
    seam: 'saveNotices',
    broken: (save) => (table, stored, next, at) =>
      save(table, stored, next.mark?.notTold ? { ...next, mark: undefined } : next, at),
    why: 'A customer was not told, and nobody sees it.',
    fromSeed: 3,
  }),
  breakOf<typeof worklistPlace>({
    name: 'not-told-listed-elsewhere',
    promise: 13,
    file: 'functions/shared/store/notices/not-told-mark.ts',
    seam: 'worklistPlace',
    broken:
      (placeOf) =>
      ({ notTold: _, ...invitation }) =>
        placeOf(invitation),
    why: 'Who was not told stands where staff do not look for it.',
    fromSeed: 3,
  }),
  breakOf<typeof followTold<Dispatch>>({
    name: 'failed-notice-not-followed',
    promise: 13,
    file: 'functions/shared/domain/notices/follow-notice.ts',
    seam: 'followTold',
    broken:
      (follow) =>
      (notice, attempt, message, ...rest) =>
        follow(notice, attempt, message && { ...message, failedAt: undefined }, ...rest),
    why: 'A message that failed counts as told.',
    fromSeed: 51,
  }),
  breakOf<typeof followTold<Dispatch>>({
    name: 'late-failure-forgotten',
    promise: 13,
    file: 'functions/shared/domain/notices/follow-notice.ts',
    seam: 'followTold',
    broken:
      (follow) =>
      (notice, ...rest) => {
        const followed = follow(notice, ...rest);
        const isLeftOpen = followed.kind === 'changed' && followed.notice === notice;
        return isLeftOpen ? { kind: 'changed', notice: { ...notice, isSettled: true } } : followed;
      },
    why: 'A message that fails after the deadline counts as told for good.',
    fromSeed: 51,
  }),
  breakOf<() => boolean>({
    name: 'template-not-tried',
    promise: 13,
    file: 'functions/shared/domain/notices/plan-notices.ts',
    seam: 'hasTemplateFor',
    broken: () => () => false,
    why: 'A customer whose window is closed hears nothing, although there is a template for it.',
    fromSeed: 641,
  }),
  breakOf<NextNoticeStep>({
    name: 'template-given-up',
    promise: 13,
    file: 'functions/shared/domain/notices/plan-notices.ts',
    seam: 'nextStep',
    broken: (next) => (notice, facts) => next({ ...notice, attempts: notice.attempts.slice(-1) }, facts),
    why: 'After a fault of a template, text is tried again in a window that the provider had called closed.',
    fromSeed: 837,
  }),
  breakOf<NextNoticeStep>({
    name: 'notice-ignores-window',
    promise: 13,
    file: 'functions/shared/domain/notices/plan-notices.ts',
    seam: 'nextStep',
    broken: (next) => (notice, facts) => {
      const { customer } = facts;
      return next(
        notice,
        customer.window === 'closed' ? { ...facts, customer: { ...customer, window: 'open' } } : facts,
      );
    },
    why: 'A text goes into a window that is known to be closed.',
    fromSeed: 197,
  }),
  breakOf<typeof afterLapse<Dispatch>>({
    name: 'unknown-notice-repeated',
    promise: 13,
    file: 'functions/shared/domain/notices/follow-notice.ts',
    seam: 'afterLapse',
    broken: (lapse) => (notice, at) => ({ ...notice, attempts: lapse(notice, at).attempts }),
    why: 'A message that may have been taken is sent again.',
    fromSeed: 311,
  }),
  breakOf<(dispatch: Dispatch, ...rest: unknown[]) => Instant | undefined>({
    name: 'deadline-ignored',
    promise: 13,
    file: 'functions/shared/domain/notices/follow-notice.ts',
    seam: 'retryAtAfter',
    broken:
      (retryAt) =>
      (dispatch, ...rest) =>
        retryAt({ ...dispatch, deadline: Instant.parse('9999-12-31T00:00:00.000Z') }, ...rest),
    why: 'The next attempt is to be made a day later, and nobody sees meanwhile that the customer was not told.',
    fromSeed: 201,
  }),
  breakOf<() => boolean>({
    name: 'notice-overtaken',
    promise: 13,
    file: 'functions/shared/domain/notices/new-version.ts',
    seam: 'isAnyRunning',
    broken: () => () => false,
    why: 'A version is told while the one before it is on its way, which may arrive after it.',
    fromSeed: 11,
  }),
  breakOf<NextNoticeStep>({
    name: 'notice-after-opt-out',
    promise: 13,
    file: 'functions/shared/domain/notices/plan-notices.ts',
    seam: 'nextStep',
    broken: (next) => (notice, facts) => next(notice, { ...facts, customer: { ...facts.customer, optedOut: false } }),
    why: 'Who wants no messages is told of a booking.',
    fromSeed: 31,
  }),
  breakOf<() => boolean>({
    name: 'unchanged-told-again',
    promise: 13,
    file: 'functions/shared/domain/notices/wanted-notice.ts',
    seam: 'isKnownAlready',
    broken: () => () => false,
    why: 'Who was told of a booking is told again when staff change a note.',
    fromSeed: 9,
  }),
  breakOf<(attempt: NoticeAttempt | undefined) => NotToldReason>({
    name: 'wrong-reason',
    promise: 13,
    file: 'functions/shared/domain/notices/follow-notice.ts',
    seam: 'inVain',
    broken: (reason) => (attempt) => (reason(attempt) === 'failed' ? 'refused' : 'failed'),
    why: 'Staff read that the provider refused what it took.',
    fromSeed: 51,
  }),
  breakOf<() => boolean>({
    name: 'arrived-notice-repeated',
    promise: 13,
    file: 'functions/shared/domain/notices/follow-notice.ts',
    seam: 'hasArrived',
    broken: () => () => false,
    why: 'A message that failed on one device and arrived on another is sent again.',
    fromSeed: 639,
  }),
  breakOf<(booking: Booking, ...rest: unknown[]) => NoticePurpose>({
    name: 'cancelled-told-as-changed',
    promise: 13,
    file: 'functions/shared/domain/notices/wanted-notice.ts',
    seam: 'purposeOf',
    broken:
      (purpose) =>
      (booking, ...rest) =>
        purpose(booking.state === 'cancelled' ? { ...booking, state: 'booked' } : booking, ...rest),
    why: 'Who has no booking any more reads that it has changed.',
    fromSeed: 49,
  }),
];
