import { describe, expect, it } from 'vitest';
import type { Booking, BookingHistory } from '../../../functions/shared/domain/booking/booking-history.ts';
import { Day, StoredPlace } from '../../../functions/shared/domain/places/day.ts';
import { DAY_MS, epochSeconds, Instant, later } from '../../../functions/shared/domain/time/instant.ts';
import { attendanceAsRead } from '../../../functions/shared/store/booking/attendance.ts';
import { expiryOf } from '../../../functions/shared/store/booking/booking-expiry.ts';
import { asCorrected, presentable } from '../../../functions/shared/store/customer/chats.ts';
import { foundAsRead } from '../../../functions/shared/store/customer/name-index.ts';
import { dayWrites } from '../../../functions/shared/store/places/days.ts';
import { heldAsRead } from '../../../functions/shared/store/places/holds.ts';
import { isPlacedAs } from '../../../functions/shared/store/places/stored-place.ts';
import { ItemTooLarge, isAboutSize, openTable, tableError } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const at = Instant.parse('2031-05-06T09:00:00.000Z');
const startsAt = Instant.parse('2031-05-07T09:00:00.000Z');
const table = openTable('table', 'channel');
const policy = aContract();
const { invitationDays } = policy.retention;
const place = StoredPlace.parse({ claimId: 'claim', days: [] });

describe('the condition that nobody wrote since', () => {
  const actor = { kind: 'owner' };
  const { attendance, customerConfirmed } = aStoredInvitation({
    attendance: { value: 'came', at, actor, startsAt },
    customerConfirmed: { startsAt, at },
  });
  const noted = {
    condition: 'attendance.#at = :notedAt AND attendance.#value = :noted',
    names: { '#at': 'at', '#value': 'value' },
    values: { ':notedAt': at, ':noted': 'came' },
  };
  const confirmed = {
    condition: 'customerConfirmed.#at = :confirmedAt AND customerConfirmed.startsAt = :confirmed',
    names: { '#at': 'at' },
    values: { ':confirmedAt': at, ':confirmed': startsAt },
  };
  const [notNoted, notConfirmed] = ['attribute_not_exists(attendance)', 'attribute_not_exists(customerConfirmed)'];

  it('names what was noted of the customer’s coming, and what was not', () => {
    expect(attendanceAsRead({})).toEqual({ condition: `${notNoted} AND ${notConfirmed}`, names: {}, values: {} });
    expect(attendanceAsRead({ attendance })).toEqual({ ...noted, condition: `${noted.condition} AND ${notConfirmed}` });
    expect(attendanceAsRead({ customerConfirmed })).toEqual({
      ...{ ...confirmed, condition: `${notNoted} AND ${confirmed.condition}` },
    });
    expect(attendanceAsRead({ attendance, customerConfirmed })).toEqual({
      condition: `${noted.condition} AND ${confirmed.condition}`,
      names: { ...noted.names, ...confirmed.names },
      values: { ...noted.values, ...confirmed.values },
    });
  });

  it('names the place, the hold, the names and the corrections, or that there are none', () => {
    expect([isPlacedAs(place), isPlacedAs(undefined)]).toEqual([
      {
        condition: '(place.claimId = :ownClaimId OR place.claimId = :claimId)',
        values: { ':ownClaimId': 'claim', ':claimId': 'claim' },
      },
      { condition: 'attribute_not_exists(place)', values: undefined },
    ]);
    expect([heldAsRead(place), heldAsRead(undefined)]).toEqual([
      { condition: 'held.claimId = :heldClaimId', values: { ':heldClaimId': 'claim' } },
      { condition: 'attribute_not_exists(held)', values: {} },
    ]);
    expect([foundAsRead({ names: [], at, until: at, rev: 3 }), foundAsRead(undefined)]).toEqual([
      { condition: 'foundAs.rev = :rev', values: { ':rev': 3 } },
      { condition: 'attribute_not_exists(foundAs)', values: {} },
    ]);
    expect([asCorrected(0), asCorrected(undefined)]).toEqual([
      ...['corrections = :corrections', 'attribute_not_exists(corrections)'],
    ]);
  });

  it('of a day is its number, which counts its writes', () => {
    const day = Day.parse({ resource: 'ana', date: '2031-05-06', rev: 1, claims: {} });
    const written = (rev: number) =>
      dayWrites(table, [{ ...day, rev }], policy).map((write) => 'put' in write && write.put);
    const item = {
      ...{ pk: 'day#channel#ana#2031-05-06', type: 'day', channelId: 'channel', resource: 'ana', date: '2031-05-06' },
      // It is kept as long as a booking that begins on it where the clock is the furthest behind, and ends in the morning.
      ...{
        claims: {},
        expiresAt: epochSeconds(later(Instant.parse('2031-05-07T12:00:00.000Z'), invitationDays * DAY_MS)),
      },
    };
    expect(written(1)).toEqual([{ Item: { ...item, rev: 1 }, ConditionExpression: 'attribute_not_exists(pk)' }]);
    expect(written(4)).toEqual([
      {
        Item: { ...item, rev: 4 },
        ConditionExpression: 'rev = :seen',
        ExpressionAttributeValues: { ':seen': 3 },
      },
    ]);
  });
});

describe('a booking', () => {
  const entered = (entryAt: Instant): BookingHistory =>
    aStoredInvitation({ history: { one: cancelledAt(entryAt) } }).history;
  const cancelledAt = (entryAt: Instant) => ({ kind: 'cancellation', at: entryAt, actor: { kind: 'owner' } });
  const ending = (endsAt?: Instant): Booking | undefined =>
    aStoredInvitation({ booking: { timeZone: 'UTC', attention: [], state: 'booked', ...(endsAt && { endsAt }) } })
      .booking;
  const daysAfter = (instant: Instant) => epochSeconds(later(instant, invitationDays * DAY_MS));

  it('is kept for so long after its end, or after the last that became of it', () => {
    expect(expiryOf(ending(startsAt), entered(at), policy)).toBe(daysAfter(startsAt));
    expect(expiryOf(ending(at), entered(startsAt), policy)).toBe(daysAfter(startsAt));
    expect(expiryOf(ending(), entered(at), policy)).toBe(daysAfter(at));
    expect(expiryOf(undefined, entered(at), policy)).toBe(daysAfter(at));
  });
});

describe('what is stored of a customer’s own name', () => {
  it('is its first two hundred characters, none of them cut in two', () => {
    expect(presentable(undefined)).toBeUndefined();
    expect(presentable('x'.repeat(201))).toBe('x'.repeat(200));
    expect(presentable(`${'x'.repeat(199)}😀`)).toBe(`${'x'.repeat(199)}\ufffd`);
  });
});

describe('what the table says of a size', () => {
  it.each([
    ['Item size has exceeded the maximum allowed size', true],
    [
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
      true,
    ],
    ['The limit is exceeded by this size', true],
    ['size exceeded', true],
    ['exceeded size', true],
    ['One or more parameter values are not valid: sizes exceeded', false],
    ['The provided expression refers to an attribute that does not exist', false],
  ])('is understood: %s (%s)', (message, isAbout) => {
    expect(isAboutSize(message)).toBe(isAbout);
  });

  it('is an error of its own only where the table refuses an item for it', () => {
    const named = (name: string, message: string) => Object.assign(new Error(message), { name });
    const tooLarge = named('ValidationException', 'Item size has exceeded the maximum allowed size');
    expect(tableError(tooLarge)).toEqual(new ItemTooLarge('The item is too large for the table.'));
    const others = [
      named('ValidationException', 'The provided expression refers to an attribute that does not exist'),
      named('LimitExceededException', 'The size of the table exceeded'),
      { name: 'ValidationException', message: 'Item size has exceeded the maximum allowed size' },
    ];
    for (const error of others) expect(tableError(error)).toBe(error);
  });
});
