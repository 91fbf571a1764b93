import { describe, expect, it } from 'vitest';
import {
  type AttentionCheck,
  hasOpenFormError,
  MOST_OVERLAPS,
  needsAttention,
  outcomeOf,
  reviewedBooking,
} from '../../../../functions/shared/domain/booking/attention.ts';
import { InvitationId } from '../../../../functions/shared/domain/invitation/invitation-id.ts';
import { aBooking, invitation, minute } from './support/bookings.ts';

const [one, two] = [invitation(1), invitation(2)];
const formError = { name: 'timeout_error', at: minute(5) };

describe('a booking as people see it', () => {
  const attention = ['form-too-large' as const];

  it('names those that it overlaps with, in order', () => {
    const booking = aBooking({ attention });
    expect(reviewedBooking({ booking, overlapsWith: new Set([two, one]) })).toEqual({
      ...booking,
      attention: ['form-too-large', 'overlap'],
      overlapsWith: [one, two],
    });
    expect(reviewedBooking({ booking: aBooking({ state: 'to-approve' }), overlapsWith: new Set([one]) })).toMatchObject(
      {
        attention: ['overlap'],
      },
    );
  });

  it.each([
    ['overlaps with none', aBooking({ attention }), new Set<InvitationId>()],
    ['was not checked', aBooking({ attention }), undefined],
    ['is cancelled', aBooking({ attention, state: 'cancelled' }), new Set([one])],
    ['is not there', undefined, new Set([one])],
  ])('stays as it is where it %s', (_, booking, overlapsWith) => {
    expect(reviewedBooking({ booking, overlapsWith })).toBe(booking);
  });
});

describe('a person', () => {
  it.each([
    [aBooking({ attention: ['slot-taken'], state: 'requested' }), true],
    [aBooking({ attention: ['overlap'] }), true],
    [aBooking(), false],
    [aBooking({ attention: ['overlap'], state: 'cancelled' }), false],
    [undefined, false],
  ])('looks at bookings that ask for it and are not cancelled', (booking, isNeeded) => {
    expect(needsAttention(booking)).toBe(isNeeded);
  });

  it('looks at a form that a phone could not use until something comes of it', () => {
    expect(hasOpenFormError({})).toBe(false);
    expect(hasOpenFormError({ formError })).toBe(true);
    expect(hasOpenFormError({ formError, newestEntry: `${minute(4)}#id` })).toBe(true);
    expect(hasOpenFormError({ formError, newestEntry: `${minute(5)}#id` })).toBe(false);
    const madeAt = (at: number) =>
      ({ one: { kind: 'cancellation', at: minute(at), actor: { kind: 'owner' } } }) as const;
    expect(hasOpenFormError({ formError, history: madeAt(4) })).toBe(true);
    expect(hasOpenFormError({ formError, history: madeAt(5) })).toBe(false);
  });
});

describe('a check of overlaps', () => {
  const at = minute(10);
  const found = { overlap: { with: one, isThere: true }, at, hasNewReason: false };
  const gone = { overlap: { with: one, isThere: false }, at, hasNewReason: false };
  const plain = (hasNewReason: boolean): AttentionCheck => ({ at, hasNewReason });
  const booking = aBooking();
  const many = (count: number) =>
    new Set(
      Array.from({ length: count }, (_, number) =>
        InvitationId.parse(`${String(number).padStart(8, '9')}-0000-7000-8000-000000000000`),
      ),
    );

  it('adds one that is found, and asks for attention from then on', () => {
    expect(outcomeOf(found, { booking })).toEqual({ added: one, since: at });
    expect(outcomeOf(found, { booking, attentionSince: minute(1) })).toEqual({ added: one, since: at });
    expect(outcomeOf(found, { booking, attentionSince: minute(11) })).toEqual({ added: one, since: minute(11) });
  });

  it('removes one that is gone, and with the last one the attention', () => {
    expect(outcomeOf(gone, { booking, overlapsWith: new Set([one]), attentionSince: minute(1) })).toEqual({
      removed: one,
      since: undefined,
    });
    expect(outcomeOf(gone, { booking, overlapsWith: new Set([one, two]), attentionSince: minute(1) })).toEqual({
      removed: one,
      since: minute(1),
    });
  });

  it('changes nothing that is known already', () => {
    const known = { booking, overlapsWith: new Set([one]), attentionSince: minute(1) };
    expect(outcomeOf(found, known)).toBeUndefined();
    expect(outcomeOf(gone, { booking, overlapsWith: new Set([two]), attentionSince: minute(1) })).toBeUndefined();
    expect(outcomeOf(plain(false), known)).toBeUndefined();
    expect(outcomeOf(plain(false), { booking })).toBeUndefined();
  });

  it('names no more than somebody reads', () => {
    const less = { booking, overlapsWith: many(MOST_OVERLAPS - 1), attentionSince: minute(1) };
    expect(outcomeOf(found, less)).toEqual({ added: one, since: at });
    const full = { booking, overlapsWith: many(MOST_OVERLAPS), attentionSince: minute(1) };
    expect(outcomeOf(found, full)).toBeUndefined();
  });

  it('shows a new reason of the booking itself on its day, and an old one on the day that it had', () => {
    const asking = aBooking({ attention: ['slot-taken'] });
    expect(outcomeOf(plain(true), { booking: asking, attentionSince: minute(1) })).toEqual({ since: at });
    expect(outcomeOf(plain(false), { booking: asking, attentionSince: minute(1) })).toBeUndefined();
    expect(outcomeOf(plain(false), { booking: asking })).toEqual({ since: at });
    expect(outcomeOf(plain(true), { booking: asking, attentionSince: at })).toBeUndefined();
    expect(outcomeOf(plain(true), { booking, attentionSince: minute(1) })).toEqual({ since: undefined });
  });

  it('keeps attention for a form that a phone could not use', () => {
    expect(outcomeOf(plain(false), { booking: undefined, formError })).toEqual({ since: at });
    expect(outcomeOf(plain(false), { booking: undefined, formError, attentionSince: at })).toBeUndefined();
  });
});
