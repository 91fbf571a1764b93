import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../functions/shared/domain/booking/booking-history.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { placeRemovals, withMarks } from '../../../functions/shared/store/booking/booking-marks.ts';
import { isListedAs, worklistPlace } from '../../../functions/shared/store/invitation/worklist-place.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const at = '2031-05-06T09:00:00.000Z';
const later = '2031-05-07T09:00:00.000Z';
const aBooking = (more: object = {}) => ({
  ...{ timeZone: 'UTC', attention: [], state: 'booked', startsAt: at, resources: ['ana'], ...more },
});
const place = { claimId: 'claim', days: [{ resource: 'ana', date: '2031-05-06' }] };

describe('the marks of a booking that is written anew', () => {
  const marked = (booking: object | undefined, marks: object, change?: { place: Invitation['place'] }) => {
    const folded: Booking | undefined = aStoredInvitation({ booking }).booking;
    const seen = aStoredInvitation(marks);
    return {
      attention: withMarks(folded, seen, change)?.attention,
      removed: placeRemovals(change, folded, seen),
    };
  };
  const waiting = aBooking({ state: 'to-approve', approveBy: later });
  const placed = aStoredInvitation({ place }).place;

  it('stay as long as what they are about: a closure while the place is not judged anew', () => {
    expect(marked(aBooking(), { closedSince: at })).toEqual({
      attention: ['outside-opening-hours'],
      removed: ['notApprovedSince'],
    });
    expect(marked(aBooking(), {})).toEqual({ attention: [], removed: ['notApprovedSince'] });
    expect(marked(aBooking(), { closedSince: at }, { place: placed })).toEqual({
      ...{ attention: [], removed: ['closedSince', 'notApprovedSince'] },
    });
    expect(marked(undefined, { closedSince: at }, { place: undefined })).toEqual({
      ...{ attention: undefined, removed: ['closedSince', 'place', 'notApprovedSince'] },
    });
  });

  it('say that nobody decided in time while the same decision is due', () => {
    const late = { notApprovedSince: at };
    const isLate = (booking: object, before: object) => marked(booking, { ...late, booking: before });
    expect(isLate(waiting, waiting)).toEqual({ attention: ['not-approved'], removed: [] });
    expect(isLate({ ...waiting, approveBy: at }, waiting)).toMatchObject({ removed: ['notApprovedSince'] });
    expect(isLate(aBooking(), waiting)).toEqual({ attention: [], removed: ['notApprovedSince'] });
    expect(marked(waiting, { booking: waiting })).toEqual({ attention: [], removed: [] });
  });
});

describe('the place of an invitation in the worklist', () => {
  const since = '2031-05-08T09:00:00.000Z';
  const notTold = { since, revision: 3, purpose: 'booked', reason: 'needs-attention' };
  const seen = (more: object) => aStoredInvitation({ createdAt: at, ...more });

  it.each([
    [{ attentionSince: later, notTold }, 'channel#2031-05#attention', later],
    [{ notTold }, 'channel#2031-05#not-told', since],
    [{}, 'channel#2031-05-06#invitation', at],
  ])('is one only, under what a person has to see to first: %j', (more, worklistDay, worklistAt) => {
    expect(worklistPlace(seen(more))).toEqual({ worklistDay, worklistAt });
  });

  it('is written on condition that neither of its reasons changed', () => {
    expect(isListedAs(seen({}))).toEqual({
      ...{ condition: 'attribute_not_exists(attentionSince) AND attribute_not_exists(notTold)', values: {} },
    });
    expect(isListedAs(seen({ attentionSince: later })).values).toEqual({ ':seenAttention': later });
    expect(isListedAs(seen({ notTold })).values).toEqual({ ':seenNotTold': since, ':seenRevision': 3 });
  });
});
