import { describe, expect, it } from 'vitest';
import type { PlacedInvitation } from '../../../functions/shared/domain/booking/hand-booking.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { Day } from '../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../functions/shared/domain/places/service.ts';
import { DAY_MS, epochSeconds, type Instant, instantAt, later } from '../../../functions/shared/domain/time/instant.ts';
import { bookedWith, listAgenda, readAgenda } from '../../../functions/shared/store/booking/agenda.ts';
import { writeAttention } from '../../../functions/shared/store/booking/attention.ts';
import { linkAliases, readCustomer, recordInbound } from '../../../functions/shared/store/customer/chats.ts';
import { readCustomers } from '../../../functions/shared/store/customer/many-customers.ts';
import { createPlacedInvitation } from '../../../functions/shared/store/invitation/create-placed-invitation.ts';
import { readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { readDays } from '../../../functions/shared/store/places/days.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { invitationKey } from '../../../functions/shared/store/table/keys.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const policy = aContract();
const actor = { kind: 'owner' } as const;

let made = 0;
/** A booking by hand that begins in a month of 2031. */
function aBooking(channelId: string, month: number, booking: object = {}): PlacedInvitation {
  made += 1;
  const startsAt = instantAt(Date.UTC(2031, month, 6, 9));
  const placed = { timeZone: 'UTC', attention: [], startsAt, endsAt: later(startsAt, 3_600_000), ...booking };
  const entry = { kind: 'booking', at: at(0), booking: placed, actor };
  const invitation = aStoredInvitation({
    ...{ invitationId: `0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`, channelId, origin: 'desk' },
    ...{ history: { hand: entry }, revision: 1, booking: { state: 'booked', ...placed } },
  });
  const { booking: stored } = invitation;
  if (!stored) throw new Error('It is booked.');
  return { ...invitation, booking: { ...stored, startsAt } };
}
const store = (table: Table, invitation: PlacedInvitation, days: Day[] = []) =>
  createPlacedInvitation(table, invitation, days, policy);

describe('a booking that is made with its place', () => {
  it('is stored together with its days, or not at all', async () => {
    const table = open('placed');
    const invitation = aBooking('placed', 5);
    const { invitationId, booking } = invitation;
    const day = Day.parse({ resource: 'ana', date: '2031-06-06', rev: 1, claims: {} });
    expect(await store(table, invitation, [{ ...day, rev: 2 }])).toBe(false);
    expect(await readInvitation(table, invitationId)).toBeUndefined();
    expect([await store(table, invitation, [day]), await store(table, invitation)]).toEqual([true, false]);
    expect(await readInvitation(table, invitationId)).toEqual(invitation);
    expect(await readItem(table, invitationKey(invitationId))).toMatchObject({
      ...{ agendaMonth: 'placed#2031-06', startsAt: booking.startsAt },
      expiresAt: epochSeconds(later(booking.startsAt, 3_600_000 + policy.retention.invitationDays * DAY_MS)),
    });
    expect(await readDays(table, [day])).toEqual([day]);
  });
});

describe('the agenda', () => {
  it('has the bookings of a span in order, over many months, page by page', async () => {
    const table = open('agenda');
    const bookings = [11, 2, 5, 3, 8, 10, 4, 6].map((month) =>
      aBooking('agenda', month, month === 5 ? { resources: ['ana', 'ben'] } : {}),
    );
    for (const booking of bookings) await store(table, booking);
    const span = { from: instantAt(Date.UTC(2031, 3, 6, 9)), to: instantAt(Date.UTC(2031, 10, 6, 9)) };
    const found = await readAgenda(table, span);
    expect(found.map(({ booking }) => booking.startsAt.slice(0, 7))).toEqual([
      ...['2031-04', '2031-05', '2031-06', '2031-07', '2031-09', '2031-11'],
    ]);
    const june = bookings[2];
    if (!june) throw new Error('It is there.');
    const { invitationId, booking } = june;
    expect(found[2]).toStrictEqual({ type: 'invitation', invitationId, booking, revision: 1 });
    const of = (id: string) => bookedWith(found, ResourceId.parse(id)).map((entry) => entry.invitationId);
    expect([of('ben'), of('eva')]).toEqual([[invitationId], []]);
    const first = await listAgenda(table, span, { limit: 4, after: undefined });
    const rest = await listAgenda(table, span, { limit: 4, after: first.rows.at(-1)?.position });
    expect([first.hasMore, rest.hasMore]).toEqual([true, false]);
    expect([...first.rows, ...rest.rows].map(({ item }) => item)).toEqual(found);
    const other = bookings[0];
    if (!other) throw new Error('It is there.');
    await writeAttention(table, june, { added: other.invitationId, since: at(5) }, at(5));
    const [overlapping] = await readAgenda(table, { from: booking.startsAt, to: booking.startsAt });
    expect(overlapping).toMatchObject({ invitationId, overlapsWith: new Set([other.invitationId]) });
  });
});

describe('many customers', () => {
  it('are each as they are read alone, by all of their addresses', async () => {
    const table = open('customers');
    const address = (name: string) => ChatId.parse(`${name}@lid`);
    const [one, two, three, four] = ['one', 'two', 'three', 'four'].map(address);
    if (!one || !two || !three || !four) throw new Error('There are four.');
    const times = { at: at(5), now: at(6) };
    await linkAliases(table, one, two, times);
    await linkAliases(table, two, three, times);
    await linkAliases(table, three, four, times);
    const messageId = MessageId.parse('wamid.one');
    await recordInbound(table, { messageId, chatId: four, at: at(5), displayName: 'Ana' }, at(6));
    const asked = [one, address('nobody'), one];
    const found = await readCustomers(table, asked);
    expect([...found.keys()]).toEqual([one, address('nobody')]);
    for (const chatId of asked) expect(found.get(chatId)).toEqual(await readCustomer(table, chatId));
    expect(found.get(one)).toMatchObject({ displayName: 'Ana', lastInboundAt: at(5) });
  });
});
