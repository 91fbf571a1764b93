import { describe, expect, it } from 'vitest';
import { Message } from '../../../functions/shared/domain/delivery/delivery.ts';
import {
  addFigures,
  addGrouped,
  noFigures,
  noGroupedFigures,
} from '../../../functions/shared/domain/figures/figures.ts';
import { isCountable, isDue, isStale } from '../../../functions/shared/domain/figures/figures-age.ts';
import { figuresOf, messagesToCount } from '../../../functions/shared/domain/figures/figures-of.ts';
import { DAY_MS, HOUR_MS, instantAt, later } from '../../../functions/shared/domain/time/instant.ts';
import { aClinicContract, aLiveClinicContract } from '../../support/clinic.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const terms = aClinicContract();

describe('figures', () => {
  it('of the groups of each dimension add up to the whole', () => {
    const invitations = [
      aStoredInvitation({ source: 'api' }),
      aStoredInvitation({ source: 'bus', language: 'es' }),
      aStoredInvitation({ source: 'desk', language: 'fr' }),
      aStoredInvitation({ origin: 'desk' }),
      aStoredInvitation({ heldFor: { service: 'treatment' }, openedAt: '2031-05-06T09:00:00.000Z' }),
    ];
    const sum = invitations
      .map((invitation) => figuresOf(invitation, [], terms))
      .reduce(addGrouped, noGroupedFigures(false));
    for (const groups of [sum.services, sum.resources, sum.languages, sum.sources]) {
      expect(groups.map(({ figures }) => figures).reduce(addFigures, noFigures(false))).toEqual(sum.total);
    }
    expect(sum.total).toMatchObject({ invited: 4, read: 1 });
  });

  it('tell where invitations of earlier releases were asked for as far as that was kept', () => {
    const sourceOf = (more: object) => figuresOf(aStoredInvitation(more), [], terms).sources[0]?.value;
    expect(sourceOf({ intentMessageId: 'wamid.1' })).toBe('chat');
    expect(sourceOf({ origin: 'desk' })).toBe('desk');
    expect(sourceOf({})).toBeUndefined();
  });

  it('leave out how many opened the form if that is not known of all of the invited', () => {
    const known = { ...noFigures(true), invited: 2, opened: 1 };
    const unknown = { ...noFigures(false), invited: 3 };
    expect(addFigures(known, unknown)).not.toHaveProperty('opened');
    expect(addFigures(known, noFigures(false))).toMatchObject({ opened: 1 });
  });
});

const at = '2031-05-06T10:00:00.000Z';
const noBookings = { booked: 0, cancelled: 0, came: 0, noShow: 0 };
const invitedOnly = { ...noBookings, invited: 1, delivered: 0, read: 0, byHand: noBookings };

const aBooking = (more: object = {}) => ({ timeZone: 'UTC', attention: [], state: 'booked', ...more });
const noted = (value: 'came' | 'no-show') => ({ value, at, actor: { kind: 'owner' } });
const attempt = (messageId: string) => ({
  ...{ claimId: messageId, claimedAt: at, carrier: 'flow', outcome: 'accepted', messageId },
});
const aMessage = (reported: object) =>
  Message.parse({ messageId: 'wamid.1', channelId: 'channel', createdAt: at, ...reported });

describe('an invitation in the figures', () => {
  const totalOf = (invitation: object, messages: object[] = [], contract = terms) =>
    figuresOf(aStoredInvitation(invitation), messages.map(aMessage), contract).total;

  it('got as far as any of its messages did', () => {
    expect(totalOf({})).toEqual(invitedOnly);
    expect(totalOf({}, [{ sentAt: at }, { failedAt: at }])).toEqual(invitedOnly);
    expect(totalOf({}, [{}, { deliveredAt: at }])).toEqual({ ...invitedOnly, delivered: 1 });
    expect(totalOf({}, [{}, { tappedAt: at }])).toEqual({ ...invitedOnly, delivered: 1 });
    expect(totalOf({}, [{}, { readAt: at }])).toEqual({ ...invitedOnly, delivered: 1, read: 1 });
  });

  it.each([
    ['opened the form', { openedAt: at }, 0],
    ['held a place', { heldFor: { service: 'treatment' } }, 0],
    ['booked', { booking: aBooking() }, 1],
    ['waits for approval', { booking: aBooking({ state: 'to-approve' }) }, 1],
    ['asked for a place', { booking: aBooking({ state: 'requested' }) }, 0],
  ])('was read by who %s, whatever was reported of its messages', (_, invitation, booked) => {
    expect(totalOf(invitation)).toEqual({ ...invitedOnly, delivered: 1, read: 1, booked });
    const opened = totalOf(invitation, [], aLiveClinicContract());
    expect(opened).toEqual({ ...invitedOnly, delivered: 1, read: 1, opened: 1, booked });
  });

  it('was opened or not where the form is live, which alone shows that', () => {
    expect(totalOf({}, [{ readAt: at }], aLiveClinicContract())).toMatchObject({ read: 1, opened: 0 });
    expect(totalOf({}, [{ readAt: at }])).not.toHaveProperty('opened');
  });

  it.each([
    [{}, { ...noBookings, booked: 1 }],
    [{ state: 'cancelled' }, { ...noBookings, booked: 1, cancelled: 1 }],
    [{ attendance: noted('came') }, { ...noBookings, booked: 1, came: 1 }],
    [{ attendance: noted('no-show') }, { ...noBookings, booked: 1, noShow: 1 }],
  ])('became what its booking became, and so did one by hand: %j', (booking, counts) => {
    expect(totalOf({ booking: aBooking(booking) })).toMatchObject({ ...counts, invited: 1, byHand: noBookings });
    expect(totalOf({ booking: aBooking(booking), origin: 'desk' })).toEqual({
      ...{ ...invitedOnly, invited: 0, byHand: counts },
    });
  });

  it('is told apart by what was booked, else by what was held, as far as the contract names it', () => {
    const valuesOf = (dimension: 'services' | 'resources' | 'languages' | 'sources', invitation: object) =>
      figuresOf(aStoredInvitation(invitation), [], terms)[dimension].map(({ value }) => value);
    const held = { heldFor: { service: 'treatment', resource: 'ben' } };
    expect(valuesOf('services', held)).toEqual(['treatment']);
    expect(valuesOf('services', { ...held, booking: aBooking({ service: 'group' }) })).toEqual(['group']);
    expect(valuesOf('services', { booking: aBooking({ service: 'Something else' }) })).toEqual([undefined]);
    expect(valuesOf('services', {})).toEqual([undefined]);
    expect(valuesOf('resources', held)).toEqual(['ben']);
    expect(valuesOf('resources', { ...held, booking: aBooking({ resources: ['room', 'ana'] }) })).toEqual(['room']);
    expect(valuesOf('resources', { ...held, booking: aBooking({ resources: ['room'], resource: 'ana' }) })).toEqual([
      'ana',
    ]);
    expect(valuesOf('resources', { booking: aBooking({ resource: 'nobody' }) })).toEqual([undefined]);
    expect(valuesOf('languages', { language: 'es' })).toEqual(['es']);
    expect(valuesOf('languages', { language: 'fr' })).toEqual([undefined]);
    expect(valuesOf('sources', { source: 'bus', origin: 'desk', intentMessageId: 'wamid.1' })).toEqual(['bus']);
  });

  it('needs the reports of its messages only while nothing else says how far it got', () => {
    const attempts = { 1: attempt('wamid.1'), 2: attempt('wamid.2') };
    const needed = (more: object) => messagesToCount(aStoredInvitation({ attempts, ...more }));
    expect(needed({})).toEqual(['wamid.1', 'wamid.2']);
    expect(needed({ origin: 'desk' })).toEqual([]);
    expect(needed({ openedAt: at })).toEqual([]);
  });
});

describe('figures of days', () => {
  it('are the sum of the days, each figure of its own', () => {
    const booked = (first: number) => ({ booked: first, cancelled: first + 1, came: first + 2, noShow: first + 3 });
    const day = (first: number) => ({
      ...booked(first),
      ...{ invited: first + 4, delivered: first + 5, read: first + 6, opened: first + 7, byHand: booked(first + 8) },
    });
    const sum = addFigures(day(1), day(100));
    const summed = (first: number) => ({
      ...{ booked: first, cancelled: first + 2, came: first + 4, noShow: first + 6 },
    });
    expect(sum).toEqual({
      ...{ ...summed(101), invited: 109, delivered: 111, read: 113, opened: 115, byHand: summed(117) },
    });
  });

  it('of nothing are zero in every figure', () => {
    expect(noFigures(false)).toEqual({ ...invitedOnly, invited: 0 });
    expect(noGroupedFigures(true)).toEqual({
      ...{ total: { ...invitedOnly, invited: 0, opened: 0 }, services: [], resources: [], languages: [], sources: [] },
    });
  });

  it('do not tell how many opened the form if that is not known of all of the invited', () => {
    const known = { ...noFigures(true), invited: 2, opened: 1 };
    const empty = noFigures(false);
    expect(addFigures(known, known)).toMatchObject({ opened: 2 });
    expect(addFigures(empty, known)).toMatchObject({ opened: 1 });
    expect(addFigures({ ...empty, invited: 1 }, known)).not.toHaveProperty('opened');
    expect(addFigures(empty, empty)).not.toHaveProperty('opened');
    expect(addFigures(noFigures(true), empty)).toMatchObject({ opened: 0 });
  });

  it('keep the groups of each dimension apart, also what is not known', () => {
    const one = figuresOf(aStoredInvitation({ source: 'api', heldFor: { service: 'group' } }), [], terms);
    const other = figuresOf(aStoredInvitation({ language: 'es' }), [], terms);
    const { services, sources, languages, resources } = addGrouped(one, addGrouped(one, other));
    const countsOf = (groups: typeof services) => groups.map(({ value, figures }) => [value, figures.invited]);
    expect(countsOf(services)).toEqual([
      ['group', 2],
      [undefined, 1],
    ]);
    expect(countsOf(sources)).toEqual([
      ['api', 2],
      [undefined, 1],
    ]);
    expect(countsOf(languages)).toEqual([
      ['en', 2],
      ['es', 1],
    ]);
    expect(countsOf(resources)).toEqual([[undefined, 3]]);
  });
});

describe('the figures of a day', () => {
  const from = instantAt(Date.UTC(2031, 4, 6));
  const day = { from, to: later(from, DAY_MS) };
  const countedAt = (hours: number, total = { ...noFigures(false), invited: 1 }) => ({
    ...{ ...noGroupedFigures(false), total, date: '2031-05-06' as never, countedAt: later(day.to, hours * HOUR_MS) },
  });
  const past = (hours: number, ms = 0) => later(day.to, hours * HOUR_MS + ms);

  it('can be counted from its beginning for as long as all of it is stored and may change', () => {
    const isCounted = (days: number, ms: number, messageDays: number) =>
      isCountable(day, later(from, days * DAY_MS + ms), { invitationDays: 365, messageDays });
    expect([isCounted(0, -1, 365), isCounted(0, 0, 365)]).toEqual([false, true]);
    expect([isCounted(92, -1, 365), isCounted(92, 0, 365)]).toEqual([true, false]);
    expect([isCounted(29, -1, 30), isCounted(29, 0, 30)]).toEqual([true, false]);
  });

  it('are counted again for who looks at them after ten seconds', () => {
    expect(isStale(undefined, day, past(0))).toBe(true);
    expect(isStale(countedAt(0), day, past(0, 9_999))).toBe(false);
    expect(isStale(countedAt(0), day, past(0, 10_000))).toBe(true);
  });

  it('are never counted again once it is certain that nothing was made on the day', () => {
    const nothing = noFigures(false);
    expect(isStale(countedAt(1, nothing), day, past(50))).toBe(true);
    expect(isStale(countedAt(1.001, nothing), day, past(50))).toBe(false);
    expect(isStale(countedAt(2, { ...nothing, byHand: { ...noBookings, booked: 1 } }), day, past(50))).toBe(true);
    expect(isStale(countedAt(2), day, past(50))).toBe(true);
  });

  it('are due to be counted after three hours, and later after half of the day’s age', () => {
    const soon = 3 * HOUR_MS - 5 * 60_000;
    expect(isDue(undefined, day, past(0))).toBe(true);
    expect(isDue(countedAt(0), day, past(0, soon - 1))).toBe(false);
    expect(isDue(countedAt(0), day, past(0, soon))).toBe(true);
    const late = 30 * HOUR_MS - 5 * 60_000;
    expect(isDue({ ...countedAt(0), countedAt: past(60, -late + 1) }, day, past(60))).toBe(false);
    expect(isDue({ ...countedAt(0), countedAt: past(60, -late) }, day, past(60))).toBe(true);
  });
});
