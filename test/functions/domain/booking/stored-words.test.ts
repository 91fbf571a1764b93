import { describe, expect, it } from 'vitest';
import {
  Attendance,
  AttendanceCounts,
  COUNTED_AS,
  ComingConfirmation,
} from '../../../../functions/shared/domain/booking/attendance.ts';
import { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { AttentionReason } from '../../../../functions/shared/domain/booking/booking.ts';
import { Booking } from '../../../../functions/shared/domain/booking/booking-history.ts';
import { BookingState, holdsPlace } from '../../../../functions/shared/domain/booking/booking-state.ts';
import { FormPlace } from '../../../../functions/shared/domain/booking/form-place.ts';
import { HoldCount } from '../../../../functions/shared/domain/live-form/hold-budget.ts';
import { ClaimFinding } from '../../../../functions/shared/domain/places/rebuilt-claim.ts';
import { aBooking, actor, invitation, minute, START } from './support/bookings.ts';

describe('what is stored of bookings', () => {
  it.each(
    [
      ['date-missing', 'date-unreadable', 'time-missing', 'time-unreadable', 'start-in-dst-gap', 'start-in-past'],
      ['outside-opening-hours', 'form-too-large', 'slot-taken', 'too-soon', 'too-far', 'off-step', 'unknown-service'],
      ['form-refused', 'too-many-open', 'none-suits', 'not-approved', 'overlap'],
    ].flat(),
  )('may ask for attention: %s', (reason) => {
    expect(AttentionReason.safeParse(reason).success).toBe(true);
  });

  it.each(
    [
      ['start-in-past', 'too-soon', 'too-far', 'off-step', 'outside-opening-hours', 'slot-taken', 'start-in-dst-gap'],
      ['unknown-service', 'start-unreadable', 'too-many-open', 'none-suits', 'superseded'],
    ].flat(),
  )('may have been refused: %s', (reason) => {
    expect(FormPlace.safeParse({ outcome: 'refused', reason }).success).toBe(true);
  });

  it.each([
    ['requested', false],
    ['to-approve', true],
    ['booked', true],
    ['cancelled', false],
  ])('may be %s, and holds its place then: %s', (state, isHolding) => {
    expect(holdsPlace(aBooking({ state: BookingState.parse(state) }))).toBe(isHolding);
  });

  it('is read with all that it says', () => {
    const noted = { value: 'no-show', at: minute(1), actor };
    const whole = { ...aBooking(), approveBy: minute(0), confirmedByCustomer: minute(2), attendance: noted };
    expect(Booking.parse(structuredClone(whole))).toEqual(whole);
    const reviewed = { ...whole, overlapsWith: [invitation(2)] };
    expect(ReviewedBooking.parse(structuredClone(reviewed))).toEqual(reviewed);
    expect(Attendance.parse({ ...noted, startsAt: START })).toEqual({ ...noted, startsAt: START });
    const confirmed = { startsAt: START, at: minute(1) };
    expect(ComingConfirmation.parse({ ...confirmed })).toEqual(confirmed);
    expect(HoldCount.parse({ since: START, count: 2 })).toEqual({ since: START, count: 2 });
  });

  it('counts who came and who did not', () => {
    expect(AttendanceCounts.parse({ came: 1, noShow: 2 })).toEqual({ came: 1, noShow: 2 });
    expect([COUNTED_AS.came, COUNTED_AS['no-show']]).toEqual(['came', 'noShow']);
  });

  it.each(['claimed', 'overlapping', 'released', 'left', 'unreadable'])('may be found to be %s', (kind) => {
    const finding = { kind, invitationId: invitation(1), startsAt: START, endsAt: START, lifted: ['off-step'] };
    expect(ClaimFinding.parse({ ...finding })).toEqual(finding);
  });
});
