/** What the bus hears of the change between two states of one invitation. */
import { describe, expect, it } from 'vitest';
import { invitationAnnouncements } from '../../../../functions/shared/domain/events/invitation-announcements.ts';
import type { Invitation } from '../../../../functions/shared/domain/invitation/invitation.ts';
import { detailsOf, namesOf } from '../support/announced.ts';
import { minute } from '../support/dispatches.ts';
import { anInvitation, cancellation, change, form, placed, requested } from '../support/invitations.ts';

const START = minute(6_000);
const LATER = minute(7_500);

const invited = anInvitation();
const booked = anInvitation({ history: { m1: form(minute(1), START) } });
const waiting = anInvitation({ history: { m1: form(minute(1), START, placed(START, minute(100))) } });
const asking = anInvitation({ history: { m1: form(minute(1), START, requested) } });
const cancelled = anInvitation({ history: { m1: form(minute(1), START), c1: cancellation(minute(2)) } });
const changed = anInvitation({ history: { m1: form(minute(1), START), p1: change(minute(2), { startsAt: LATER }) } });

describe('a booking', () => {
  it.each([
    ['requested, while its place is undecided', undefined, asking, 'Requested'],
    ['requested, while it waits for approval', asking, waiting, 'Requested'],
    ['booked at once', invited, booked, 'Booked'],
    [
      'booked once its place is decided',
      asking,
      anInvitation({ history: { m1: form(minute(1), START, placed(START)) } }),
      'Booked',
    ],
    [
      'booked again after it was cancelled',
      cancelled,
      anInvitation({ history: { ...cancelled.history, m2: form(minute(3), START) } }),
      'Booked',
    ],
    ['changed', booked, changed, 'Changed'],
    ['cancelled', booked, cancelled, 'Cancelled'],
    [
      'changed, where it was cancelled already',
      cancelled,
      anInvitation({ history: { ...cancelled.history, p1: change(minute(3), { notes: 'x' }) } }),
      'Changed',
    ],
    [
      'requested, where a form asks to move it',
      booked,
      anInvitation({ history: { ...booked.history, m2: form(minute(3), LATER, requested) } }),
      'Requested',
    ],
  ] as const)('is announced as %s', (_, old, invitation, name) => {
    expect(namesOf(old, invitation)).toEqual([`Appointment ${name}`]);
    expect(namesOf(invitation, invitation)).toEqual([]);
  });

  it('is announced with what it was, who made the change, and the form as it was sent', () => {
    const [detail] = detailsOf(undefined, booked);
    expect(detail).toMatchObject({
      invitationId: booked.invitationId,
      channelId: 'channel',
      recipient: booked.recipient,
      language: 'en',
      schemaVersion: '1',
      occurredAt: minute(1),
      booking: { startsAt: START, state: 'booked' },
      revision: 1,
      superseded: false,
      actor: { kind: 'customer' },
      change: { kind: 'completion', id: 'm1', form: { note: 'as sent' } },
    });
    expect(detail).not.toHaveProperty('previous');
    const [move] = detailsOf(booked, changed);
    expect(move).toMatchObject({
      actor: { kind: 'owner' },
      previous: { startsAt: START },
      booking: { startsAt: LATER },
    });
    expect(move?.['change']).toEqual({ kind: 'change', id: 'p1' });
    const declined = anInvitation({
      history: { ...waiting.history, c1: cancellation(minute(2), { reason: 'ill', declined: true }) },
    });
    expect(detailsOf(waiting, declined)[0]?.['change']).toEqual({
      kind: 'cancellation',
      id: 'c1',
      reason: 'ill',
      declined: true,
    });
    expect(detailsOf(booked, cancelled)[0]?.['change']).toEqual({ kind: 'cancellation', id: 'c1' });
  });

  it('is announced without a form that is no object, and as superseded by what is newer', () => {
    const odd = anInvitation({ history: { m1: form(minute(1), START, { fields: '[]' }) } });
    expect(detailsOf(undefined, odd)[0]?.['change']).toEqual({ kind: 'completion', id: 'm1' });
    const late = anInvitation({ history: { ...booked.history, m0: form(minute(0), LATER) } });
    expect(detailsOf(booked, late)).toMatchObject([{ superseded: true, change: { id: 'm0' } }]);
  });

  it('is announced by the ids that the customer’s messages have, whatever they are', () => {
    const oddlyNamed = anInvitation({ history: { constructor: form(minute(1), START) } });
    expect(namesOf(invited, oddlyNamed)).toEqual(['Appointment Booked']);
  });

  it('is announced once for each overlap that begins or ends while it has its place', () => {
    const overlapping = { overlapsChanged: { id: 'o1', at: minute(5) } };
    const [found] = detailsOf(booked, { ...booked, ...overlapping });
    expect(found).toMatchObject({
      occurredAt: minute(5),
      change: { kind: 'attention', id: 'o1' },
      superseded: false,
      actor: { kind: 'system' },
      revision: 1,
      previous: { startsAt: START },
    });
    expect(namesOf(booked, { ...booked, ...overlapping })).toEqual(['Appointment Changed']);
    expect(namesOf(waiting, { ...waiting, ...overlapping })).toEqual(['Appointment Requested']);
    expect(
      namesOf({ ...booked, ...overlapping }, { ...booked, overlapsChanged: { id: 'o2', at: minute(6) } }),
    ).toHaveLength(1);
    expect(namesOf({ ...booked, ...overlapping }, { ...booked, ...overlapping })).toEqual([]);
    expect(namesOf(cancelled, { ...cancelled, ...overlapping })).toEqual([]);
    expect(namesOf(asking, { ...asking, ...overlapping })).toEqual([]);
    expect(namesOf(invited, { ...invited, ...overlapping })).toEqual([]);
  });

  it('is announced once for each request that nobody decided on in time', () => {
    const late = { ...waiting, notApprovedSince: minute(100) };
    expect(detailsOf(waiting, late)).toMatchObject([{ occurredAt: minute(100), change: { kind: 'attention' } }]);
    expect(namesOf(waiting, late)).toEqual(['Appointment Requested']);
    expect(namesOf(late, late)).toEqual([]);
    expect(namesOf(late, { ...late, notApprovedSince: minute(200) })).toHaveLength(1);
    expect(namesOf(booked, { ...booked, notApprovedSince: minute(100) })).toEqual([]);
    expect(namesOf(invited, { ...invited, notApprovedSince: minute(100) })).toEqual([]);
  });
});

describe('a customer', () => {
  const mark = { revision: 1, purpose: 'booked', reason: 'failed', since: minute(9) } as const;
  const marked: Invitation = { ...booked, notTold: mark };

  it('is announced as not told once for each version and each time', () => {
    expect(invitationAnnouncements(booked, marked)).toMatchObject([
      {
        detailType: 'Customer Not Told',
        detail: {
          revision: 1,
          purpose: 'booked',
          reason: 'failed',
          occurredAt: minute(9),
          booking: { startsAt: START },
          explanation: 'The message was sent, and it did not reach the customer.',
        },
      },
    ]);
    expect(namesOf(marked, marked)).toEqual([]);
    expect(namesOf(marked, booked)).toEqual([]);
    for (const more of [{ revision: 2 }, { since: minute(10) }]) {
      expect(namesOf(marked, { ...booked, notTold: { ...mark, ...more } })).toEqual(['Customer Not Told']);
    }
    expect(detailsOf(invited, { ...invited, notTold: mark })[0]).not.toHaveProperty('booking');
  });

  it('is announced as coming once for each start', () => {
    const coming: Invitation = { ...booked, customerConfirmed: { startsAt: START, at: minute(9) } };
    expect(invitationAnnouncements(booked, coming)).toMatchObject([
      {
        detailType: 'Attendance Confirmed',
        detail: { startsAt: START, occurredAt: minute(9), booking: { startsAt: START } },
      },
    ]);
    expect(namesOf(coming, { ...booked, customerConfirmed: { startsAt: START, at: minute(8) } })).toEqual([]);
    expect(namesOf(coming, { ...booked, customerConfirmed: { startsAt: LATER, at: minute(9) } })).toHaveLength(1);
    expect(namesOf(coming, booked)).toEqual([]);
  });

  it('is announced as having come, or not, and a correction names what was noted of the same start', () => {
    const noted = (value: 'came' | 'no-show', at: number, startsAt = START): Invitation => ({
      ...booked,
      attendance: { value, at: minute(at), startsAt, actor: { kind: 'owner' } },
    });
    expect(namesOf(booked, noted('came', 1))).toEqual(['Attendance Recorded']);
    const [first] = detailsOf(booked, noted('came', 1));
    expect(first).toMatchObject({
      startsAt: START,
      attendance: 'came',
      actor: { kind: 'owner' },
      occurredAt: minute(1),
      booking: { startsAt: START },
    });
    expect(first).not.toHaveProperty('previous');
    expect(detailsOf(noted('came', 1), noted('no-show', 2))).toMatchObject([
      { attendance: 'no-show', previous: 'came' },
    ]);
    expect(detailsOf(noted('came', 1), noted('came', 2, LATER))[0]).not.toHaveProperty('previous');
    expect(namesOf(noted('came', 1), noted('came', 1))).toEqual([]);
    expect(namesOf(noted('came', 1), noted('no-show', 1))).toHaveLength(1);
    expect(namesOf(noted('came', 1), noted('came', 2))).toHaveLength(1);
    expect(namesOf(noted('came', 1), booked)).toEqual([]);
  });
});
