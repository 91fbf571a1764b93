import { describe, expect, it } from 'vitest';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { type AgendaEntry, hoursOf, weekOf } from '../../../web/ui/agenda-week.ts';

const MADRID = 'Europe/Madrid';

const anEntry = (customerName: string, startsAt: string, minutes = 30): AgendaEntry => ({
  invitationId: InvitationId.parse('0190d9f2-0000-7000-8000-000000000001'),
  revision: 1,
  booking: {
    startsAt: instantAt(Date.parse(startsAt)),
    endsAt: instantAt(Date.parse(startsAt) + 60_000 * minutes),
    customerName,
    timeZone: MADRID,
    attention: [],
    state: 'booked',
  },
});

describe('a week of the agenda', () => {
  it('puts each booking on its day and minute by the business’s clock, on both sides of a change of the clocks', () => {
    const week = weekOf(
      '2031-03-24',
      [anEntry('before', '2031-03-29T09:00:00Z'), anEntry('after', '2031-03-30T09:00:00Z')],
      MADRID,
    );
    const placed = week.flatMap(({ day, bookings }) => bookings.map(({ from }) => ({ day, from })));
    expect(placed).toEqual([
      { day: '2031-03-29', from: 10 * 60 },
      { day: '2031-03-30', from: 11 * 60 },
    ]);
  });

  it('puts bookings that overlap beside each other, and those that only touch below each other', () => {
    const entries = [
      anEntry('long', '2031-05-06T08:00:00Z', 90),
      anEntry('beside', '2031-05-06T08:30:00Z'),
      anEntry('below', '2031-05-06T09:00:00Z'),
      anEntry('alone', '2031-05-06T10:00:00Z'),
    ];
    const [tuesday] = weekOf('2031-05-05', entries, MADRID).filter(({ bookings }) => bookings.length > 0);
    const lanes = tuesday?.bookings.map(({ entry, lane, lanes }) => [entry.booking.customerName, lane, lanes]);
    expect(lanes).toEqual([
      ['long', 0, 2],
      ['beside', 1, 2],
      ['below', 1, 2],
      ['alone', 0, 1],
    ]);
  });

  it('shows an ordinary day, and whatever lies outside it', () => {
    expect(hoursOf(weekOf('2031-05-05', [], MADRID))).toEqual({ first: 8, last: 19 });
    const late = [anEntry('early', '2031-05-06T04:15:00Z'), anEntry('late', '2031-05-06T21:30:00Z', 90)];
    expect(hoursOf(weekOf('2031-05-05', late, MADRID))).toEqual({ first: 6, last: 24 });
  });
});
