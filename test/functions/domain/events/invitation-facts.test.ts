/** What the bus hears of how far an invitation got, and by which ids. */
import { describe, expect, it } from 'vitest';
import { eventIdOf } from '../../../../functions/shared/domain/events/event-id.ts';
import { invitationAnnouncements } from '../../../../functions/shared/domain/events/invitation-announcements.ts';
import { detailsOf, namesOf } from '../support/announced.ts';
import { minute } from '../support/dispatches.ts';
import { anInvitation, form, placed, requested } from '../support/invitations.ts';

const START = minute(6_000);
const LATER = minute(7_500);

const invited = anInvitation();
const attempt = (number: number, more: object = {}) => ({
  [number]: {
    claimId: `${number}`,
    claimedAt: minute(1),
    carrier: 'flow',
    outcome: 'accepted',
    settledAt: minute(2),
    messageId: `wamid.${number}`,
    ...more,
  },
});
const failure = { reason: 'temporary' };

describe('an invitation', () => {
  it.each([
    [
      'was taken by the provider',
      { attempts: attempt(1) },
      'Accepted',
      { messageId: 'wamid.1', carrier: 'flow', attempt: 1, occurredAt: minute(2) },
    ],
    [
      'was refused',
      { rejectedAt: minute(3), rejection: failure },
      'Rejected',
      { stage: 'sending', failure, occurredAt: minute(3), explanation: 'WhatsApp had a temporary fault.' },
    ],
    [
      'did not arrive',
      { undeliveredAt: minute(4), rejection: failure },
      'Rejected',
      { stage: 'delivery', failure, occurredAt: minute(4) },
    ],
    [
      'may not have been taken',
      { unresolvedAt: minute(5) },
      'Unresolved',
      { unknown: 'acceptance', occurredAt: minute(5) },
    ],
    [
      'may not have arrived',
      { deliveryUnknownAt: minute(6) },
      'Unresolved',
      { unknown: 'delivery', occurredAt: minute(6) },
    ],
  ])('that %s is announced once, and never one of somebody without an address', (_, more, name, detail) => {
    const now = anInvitation(more);
    expect(invitationAnnouncements(invited, now)).toMatchObject([
      {
        detailType: `Flow Invitation ${name}`,
        detail: { ...detail, recipient: invited.recipient, invitationId: invited.invitationId },
      },
    ]);
    expect(namesOf(undefined, now)).toHaveLength(1);
    expect(namesOf(now, now)).toEqual([]);
    expect(namesOf(undefined, anInvitation({ ...more, recipient: undefined }))).toEqual([]);
  });

  it('is announced for each attempt that was taken, and for none that was not', () => {
    const two = anInvitation({ attempts: { ...attempt(1), ...attempt(2, { carrier: 'template' }) } });
    expect(detailsOf(anInvitation({ attempts: attempt(1) }), two)).toMatchObject([{ attempt: 2, carrier: 'template' }]);
    expect(namesOf(invited, anInvitation({ attempts: attempt(1, { messageId: undefined }) }))).toEqual([]);
    expect(namesOf(invited, anInvitation({ attempts: attempt(1, { settledAt: undefined }) }))).toEqual([]);
  });

  it('gives each of its facts an id of its own, the same each time', () => {
    const all = anInvitation({
      attempts: { ...attempt(1), ...attempt(2) },
      ...{ rejectedAt: minute(3), undeliveredAt: minute(3), rejection: failure },
      ...{ unresolvedAt: minute(3), deliveryUnknownAt: minute(3) },
      history: {
        m1: form(minute(3), START, placed(START, minute(3))),
        m2: form(minute(3), START, placed(START, minute(3))),
      },
      ...{ overlapsChanged: { id: 'm1', at: minute(3) }, notApprovedSince: minute(3) },
      notTold: { revision: 1, purpose: 'booked', reason: 'failed', since: minute(3) },
      attendance: { value: 'came', at: minute(3), startsAt: START, actor: { kind: 'owner' } },
      customerConfirmed: { startsAt: START, at: minute(3) },
    });
    const later = {
      ...all,
      history: { ...all.history, m1: form(minute(3), START, { place: { outcome: 'refused', reason: 'slot-taken' } }) },
      ...{ overlapsChanged: { id: 'm2', at: minute(3) }, notApprovedSince: minute(4) },
      notTold: { revision: 2, purpose: 'booked', reason: 'failed', since: minute(3) } as const,
      attendance: { value: 'came', at: minute(4), startsAt: START, actor: { kind: 'owner' } } as const,
      customerConfirmed: { startsAt: LATER, at: minute(3) },
    };
    const again = {
      ...all,
      revision: 9,
      notTold: { ...later.notTold, revision: 1 },
      customerConfirmed: { startsAt: START, at: minute(5) },
    };
    const moved = {
      ...again,
      attendance: { ...later.attendance, startsAt: LATER },
      notTold: { ...again.notTold, since: minute(6) },
    };
    const stories = [
      detailsOf(undefined, all),
      detailsOf(all, later),
      detailsOf({ ...all, notTold: undefined, customerConfirmed: undefined }, again),
      detailsOf(again, moved),
    ];
    const ids = stories.flat().map((detail) => detail['eventId']);
    expect(stories.map(({ length }) => length)).toEqual([13, 6, 2, 2]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(detailsOf(undefined, all)).toEqual(stories[0]);
  });

  it('is announced under ids that an upgrade does not change, as consumers know by them what they had', () => {
    const now = anInvitation({
      attempts: attempt(1),
      ...{ rejectedAt: minute(3), undeliveredAt: minute(3), rejection: failure },
      ...{ unresolvedAt: minute(3), deliveryUnknownAt: minute(3) },
      history: { m1: form(minute(3), START, placed(START, minute(3))) },
      ...{ overlapsChanged: { id: 'o1', at: minute(4) }, notApprovedSince: minute(5) },
      notTold: { revision: 1, purpose: 'booked', reason: 'failed', since: minute(6) },
      attendance: { value: 'came', at: minute(7), startsAt: START, actor: { kind: 'owner' } },
      customerConfirmed: { startsAt: START, at: minute(8) },
    });
    const idsOf = (...[old, of]: Parameters<typeof detailsOf>) => detailsOf(old, of).map(({ eventId }) => eventId);
    const factsOf = (...facts: string[]) => facts.map((fact) => eventIdOf(now.invitationId, fact));
    expect(eventIdOf('item', 'fact')).toBe('da1c6fad-7e92-571d-a6af-3125272cb190');
    expect(idsOf(undefined, now)).toEqual(
      factsOf(
        ...['accepted/1', 'rejected', 'undelivered', 'unresolved', 'delivery-unknown', 'history/m1', 'overlaps/o1'],
        ...[`not-approved/${minute(5)}`, `not-told/1/1/${minute(6)}`],
        ...[`attendance/${START}/${minute(7)}`, `confirmed/${START}/1`],
      ),
    );
    const asked = { ...now, history: { m1: form(minute(3), START, requested) } };
    expect(idsOf(asked, now)).toEqual(factsOf('history/m1/placed'));
    const late = detailsOf(undefined, now).find(({ occurredAt }) => occurredAt === minute(5));
    expect(late?.['change']).toEqual({ kind: 'attention', id: `not-approved/${minute(5)}` });
  });
});
