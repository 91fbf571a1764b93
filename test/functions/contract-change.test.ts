import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { BookingChangeBody } from '../../functions/shared/domain/booking/booking-request.ts';
import { MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { completionEntry } from '../../functions/shared/domain/forms/completion.ts';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { OWNER } from '../../functions/shared/domain/people/caller.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { changeBooking } from '../../functions/shared/operations/booking/change-booking.ts';
import { addToHistory } from '../../functions/shared/store/booking/booking-entries.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { aContract } from '../support/contract.ts';
import { aMessageId, secondsAgo } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { aBooking } = createBookings(world);
const table = openTable(inject('table').tableName, world.contract.channel.id);

const idOf = ({ id }: { id: unknown }) => InvitationId.parse(id);

/** What the business asks for once its contract is another one. */
const patchUnder = (booking: Partial<Contract['booking']>, invited: { id: unknown }, asked: BookingChangeBody) =>
  changeBooking(
    { table, contract: aContract(booking) },
    idOf(invited),
    { kind: 'change', asked },
    { actor: OWNER.actor },
  );

const CHANGES: [string, Partial<Contract['booking']>][] = [
  ['its form fields are named otherwise since', { fields: { date: 'day', time: 'hour' } }],
  ['the usual duration is another since', { durationMinutes: 60 }],
  ['the business moved to another zone since', { timeZone: 'America/New_York' }],
  ['the business opens later since', { openingHours: { monday: [{ from: '18:00', to: '19:00' }] } }],
];

const AS_BOOKED = {
  startsAt: '2041-12-03T09:30:00.000Z',
  endsAt: '2041-12-03T10:00:00.000Z',
  timeZone: 'Europe/Madrid',
  service: 'consultation',
  customerName: 'Alex',
  attention: [],
  state: 'booked',
};

/** The item of an invitation as release 0.1.0 wrote it: its entries tell nothing but the form. */
async function asOf010({ id }: { id: unknown }): Promise<void> {
  const get = new GetItemCommand({
    TableName: table.name,
    Key: { pk: { S: `invitation#${id}` } },
    ConsistentRead: true,
  });
  const { Item: stored = {} } = await table.client.send(get);
  for (const entry of Object.values(stored['history']?.M ?? {})) {
    if (entry.M) delete entry.M['read'];
    if (entry.M?.['changes']?.M) delete entry.M['changes'].M['timeZone'];
  }
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: stored }));
}

describe.each([
  ['this release', () => Promise.resolve()],
  ['release 0.1.0', asOf010],
])('a booking taken by %s under an older contract', (_, age) => {
  it.each(CHANGES)('keeps its time when its notes are corrected, although %s', async (__, booking) => {
    const invited = await aBooking();
    await age(invited);
    const first = await patchUnder(booking, invited, { notes: 'ring the bell' });
    expect(first.booking).toEqual({ ...AS_BOOKED, notes: 'ring the bell' });
    const second = await patchUnder(booking, invited, { service: 'cut' });
    expect(second.booking).toEqual({ ...AS_BOOKED, notes: 'ring the bell', service: 'cut' });
  });

  it.each(CHANGES)('keeps its time when a form comes late, although %s', async (__, booking) => {
    const invited = await aBooking();
    await age(invited);
    const late = { messageId: MessageId.parse(aMessageId()), at: instantAt(Date.now() - 3_600_000), form: {} };
    const entry = completionEntry(late, aContract(booking));
    const outcome = await addToHistory(table, idOf(invited), { id: late.messageId, entry }, aContract(booking));
    expect(outcome).toMatchObject({ result: 'recorded', invitation: { booking: AS_BOOKED } });
  });

  it('keeps what was changed since, and what was not', async () => {
    const invited = await aBooking();
    await patchUnder({}, invited, { date: '2041-12-04', time: '11:00', notes: 'by phone' });
    await age(invited);
    const { booking } = await patchUnder({ timeZone: 'America/New_York', durationMinutes: 60 }, invited, {
      customerName: 'Alexa',
    });
    expect(booking).toEqual({
      ...AS_BOOKED,
      startsAt: '2041-12-04T10:00:00.000Z',
      endsAt: '2041-12-04T10:30:00.000Z',
      customerName: 'Alexa',
      notes: 'by phone',
    });
  });

  it('moves by the clock of the business as it is now, and keeps its length', async () => {
    const invited = await aBooking();
    await age(invited);
    const zone = { timeZone: 'America/New_York', durationMinutes: 60 };
    const { booking } = await patchUnder(zone, invited, { date: '2041-12-04', time: '11:00' });
    expect(booking).toMatchObject({
      startsAt: '2041-12-04T16:00:00.000Z',
      endsAt: '2041-12-04T16:30:00.000Z',
      timeZone: 'America/New_York',
    });
    const longer = await patchUnder({}, invited, { durationMinutes: 45 });
    expect(longer.booking).toMatchObject({ endsAt: '2041-12-04T16:45:00.000Z', timeZone: 'America/New_York' });
  });
});

describe('a form that waits for the link of the message it answers', () => {
  const at = instantAt(secondsAgo(60) * 1000);
  const completion = { messageId: MessageId.parse('wamid.waits'), at, form: futureForm };

  /** The link is made under a contract that reads other fields. */
  async function linkedLater(entry: ReturnType<typeof completionEntry>) {
    const invited = await world.anInvitation();
    const contract = aContract({ fields: { date: 'day', time: 'hour' } });
    await addToHistory(table, idOf(invited), { id: completion.messageId, entry }, contract);
    return (await world.invitation(invited.id)).body['booking'];
  }

  it('is booked as it was read when it came', async () => {
    expect(await linkedLater(completionEntry(completion, aContract()))).toMatchObject(AS_BOOKED);
  });

  it('and that release 0.1.0 kept is read when the link is made, once', async () => {
    const form = { day: '2041-12-03', hour: '10:30' };
    const { read: _, ...entry } = completionEntry({ ...completion, form }, aContract());
    expect(await linkedLater(entry)).toMatchObject({ startsAt: AS_BOOKED.startsAt });
  });
});
