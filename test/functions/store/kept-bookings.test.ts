import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { BookingDetails } from '../../../functions/shared/domain/booking/booking.ts';
import { HistoryEntry } from '../../../functions/shared/domain/booking/booking-history.ts';
import { HISTORY_LIMIT } from '../../../functions/shared/domain/booking/history-limit.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { writeAttendance, writeConfirmation } from '../../../functions/shared/store/booking/attendance.ts';
import { addToHistory, appendAfterRead } from '../../../functions/shared/store/booking/booking-entries.ts';
import { createInvitation, readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { writeWith } from '../../../functions/shared/store/places/days.ts';
import { writePlace as writePlaceBehind } from '../../../functions/shared/store/places/unlimited-places.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { invitationKey } from '../../../functions/shared/store/table/keys.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const policy = aContract();
const startsAt = at(86_400);
const read = BookingDetails.parse({ timeZone: 'UTC', attention: [], startsAt, endsAt: at(90_000) });
const actor = { kind: 'owner' };

let made = 0;
/** An invitation of its own in a channel. */
async function anInvitation(table: Table, more: object = {}): Promise<Invitation> {
  made += 1;
  const invitationId = `0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`;
  const invitation = aStoredInvitation({ invitationId, channelId: table.channelId, ...more });
  await createInvitation(table, invitation, { expiresAt: at(1) });
  return invitation;
}
const completion = (seconds: number, more: object = {}) =>
  HistoryEntry.parse({ kind: 'completion', at: at(seconds), fields: '{}', read, ...more });
const cancellation = (seconds: number) => HistoryEntry.parse({ kind: 'cancellation', at: at(seconds), actor });
const add = (table: Table, { invitationId }: Invitation, id: string, entry: HistoryEntry) =>
  addToHistory(table, invitationId, { id, entry }, policy);
const itemOf = (table: Table, { invitationId }: Invitation) => readItem(table, invitationKey(invitationId));

describe('a booking', () => {
  const table = open('bookings');
  const inAgenda = { agendaMonth: 'bookings#2031-05', startsAt };

  it('is what its entries make of it, in whatever order they come, each once', async () => {
    const invitation = await anInvitation(table);
    expect(await add(table, invitation, 'two', completion(2))).toMatchObject({ result: 'recorded' });
    expect(await itemOf(table, invitation)).toMatchObject({ revision: 1, ...inAgenda });
    const older = completion(1, { read: { ...read, startsAt: at(5) } });
    expect(await add(table, invitation, 'one', older)).toMatchObject({ result: 'recorded' });
    expect(await add(table, invitation, 'one', older)).toMatchObject({ result: 'duplicate' });
    const stored = await itemOf(table, invitation);
    expect(stored).toMatchObject({ revision: 2, ...inAgenda });
    expect(stored).toMatchObject({
      history: { one: older, two: completion(2) },
      booking: { state: 'booked', startsAt },
    });
    expect(await add(table, aStoredInvitation(), 'one', older)).toEqual({ result: 'no-such-invitation' });
  });

  it('that was cancelled leaves the agenda while another time is asked for, and comes back with its place', async () => {
    const invitation = await anInvitation(table);
    await add(table, invitation, 'one', completion(1));
    await add(table, invitation, 'two', cancellation(2));
    expect(await itemOf(table, invitation)).toMatchObject({ booking: { state: 'cancelled' }, ...inAgenda });
    await add(table, invitation, 'three', completion(3, { place: { outcome: 'requested' } }));
    const asked = await itemOf(table, invitation);
    expect(asked).toMatchObject({ booking: { state: 'requested', startsAt } });
    expect(asked).not.toHaveProperty('agendaMonth');
    expect(asked).not.toHaveProperty('startsAt');
    await add(table, invitation, 'four', completion(4, { read: { timeZone: 'UTC', attention: [] } }));
    expect(await itemOf(table, invitation)).not.toHaveProperty('agendaMonth');
    await add(table, invitation, 'five', completion(5));
    expect(await itemOf(table, invitation)).toMatchObject({ booking: { state: 'booked' }, ...inAgenda });
  });

  it('of a release that did not keep what a form was read as keeps it from the next entry on', async () => {
    const unread = { kind: 'completion', at: at(1), fields: '{}' };
    const booking = { ...read, state: 'booked' };
    const invitation = await anInvitation(table, { history: { one: unread }, booking, revision: 1 });
    await add(table, invitation, 'two', cancellation(2));
    const { history, booking: then } = (await readInvitation(table, invitation.invitationId)) ?? aStoredInvitation();
    expect(history['one']).toEqual({ ...unread, read });
    expect(then).toMatchObject({ state: 'cancelled', startsAt });
  });

  it('drops the oldest entries of a full history, and takes none that is older', async () => {
    const entries = Array.from({ length: HISTORY_LIMIT }, (_, index) => [`entry-${index}`, completion(10 + index)]);
    const invitation = await anInvitation(table, { history: Object.fromEntries(entries), revision: HISTORY_LIMIT });
    expect(await add(table, invitation, 'old', completion(9))).toMatchObject({ result: 'duplicate' });
    expect(await add(table, invitation, 'new', completion(99))).toMatchObject({ result: 'recorded' });
    const { history, revision } = (await readInvitation(table, invitation.invitationId)) ?? aStoredInvitation();
    expect(Object.keys(history)).toHaveLength(HISTORY_LIMIT);
    expect([history['entry-0'], Object.hasOwn(history, 'new'), revision]).toEqual([undefined, true, HISTORY_LIMIT + 1]);
  });
});

describe('the place of a booking', () => {
  const table = open('places');
  const place = { claimId: 'claim', days: [] };
  const held = (claimId: string) => ({ claimId, days: [] });
  const writePlace = ({ invitationId }: Invitation, id: string, placed?: Invitation['place']) =>
    appendAfterRead(
      table,
      invitationId,
      id,
      () => ({ entry: completion(1), placeChange: { place: placed, write: writeWith(table, [], policy) } }),
      policy,
    );

  it('is written with the entry that takes it, and goes with the one that gives it up', async () => {
    const invitation = await anInvitation(table, { closedSince: at(0) });
    expect(await writePlace(invitation, 'one', aStoredInvitation({ place }).place)).toMatchObject({
      ...{ result: 'recorded', invitation: { place, revision: 1 } },
    });
    expect(await itemOf(table, invitation)).not.toHaveProperty('closedSince');
    await writePlace(invitation, 'two');
    expect(await itemOf(table, invitation)).not.toHaveProperty('place');
  });

  it('is known by its claim, of which the item does not repeat whose it is', async () => {
    const invitation = await anInvitation(table);
    const claimId = `${invitation.invitationId}:live-aaaaaaaa-0000-4000-8000-000000000000`;
    const whole = aStoredInvitation({ place: { claimId, days: [] } }).place;
    await writePlace(invitation, 'one', whole);
    expect((await readInvitation(table, invitation.invitationId))?.place).toEqual(whole);
    const get = new GetCommand({ TableName: table.name, Key: invitationKey(invitation.invitationId) });
    expect((await table.client.send(get)).Item?.['place']?.claimId).toBe(':live-~qqqqqgAAQACAAAAAAAAAAA');
  });

  it('is given up as it was read, also where an earlier version wrote all of its claim', async () => {
    for (const isEarlier of [true, false]) {
      const invitation = await anInvitation(table);
      const { invitationId } = invitation;
      const stored = aStoredInvitation({ place: { claimId: `${invitationId}:one`, days: [] } }).place;
      const Key = invitationKey(invitationId);
      const values = { ':place': stored };
      if (!isEarlier) await writePlace(invitation, 'one', stored);
      else
        await table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key,
            UpdateExpression: 'SET place = :place',
            ExpressionAttributeValues: values,
          }),
        );
      const seen = await readInvitation(table, invitationId);
      if (!seen) throw new Error('The invitation is gone.');
      const another = aStoredInvitation({ place: { claimId: `${invitationId}:another`, days: [] } });
      expect(await writePlaceBehind(table, { ...seen, place: another.place }, undefined, [], policy)).toBe(false);
      expect(await writePlaceBehind(table, seen, undefined, [], policy)).toBe(true);
      expect(await itemOf(table, invitation)).not.toHaveProperty('place');
    }
  });

  it('is no hold any more once the form that held it is confirmed', async () => {
    const form = 'aaaaaaaa-0000-4000-8000-000000000000';
    for (const [of, confirm, isLeft] of [
      [form, `live-${form}`, false],
      ['another', `live-${form}`, true],
      [form, 'wamid.one', true],
    ] as const) {
      const invitation = await anInvitation(table);
      const { invitationId } = invitation;
      const hold = { Key: invitationKey(invitationId), UpdateExpression: 'SET held = :held' };
      const values = { ':held': held(`${invitationId}:hold-${of}`) };
      const set = { TableName: table.name, ...hold, ExpressionAttributeValues: values };
      await table.client.send(new UpdateCommand(set));
      await writePlace(invitation, confirm, aStoredInvitation({ place }).place);
      expect(Object.hasOwn((await itemOf(table, invitation)) ?? {}, 'held')).toBe(isLeft);
    }
  });
});

describe('whether a customer comes', () => {
  const table = open('coming');
  const noted = (value: 'came' | 'no-show', seconds: number) => ({ value, at: at(seconds), actor, startsAt }) as const;

  it('is confirmed once for a start, at the earliest time they said so', async () => {
    const invitation = await anInvitation(table);
    const { invitationId } = invitation;
    const confirm = (seconds: number, start = startsAt) =>
      writeConfirmation(table, invitationId, { startsAt: start, at: at(seconds) });
    expect(await confirm(5)).toBe(false);
    await add(table, invitation, 'one', completion(1));
    expect([await confirm(5), await confirm(5), await confirm(6), await confirm(4)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(await confirm(3, at(5))).toBe(false);
    expect(await readInvitation(table, invitationId)).toMatchObject({
      ...{ customerConfirmed: { startsAt, at: at(4) }, booking: { confirmedByCustomer: at(4) } },
    });
    await add(table, invitation, 'two', completion(2));
    expect(await readInvitation(table, invitationId)).toMatchObject({ booking: { confirmedByCustomer: at(4) } });
  });

  it('is noted of the booking as it was read, and a later entry keeps it', async () => {
    const invitation = await anInvitation(table);
    const { invitationId } = invitation;
    await add(table, invitation, 'one', completion(1));
    const seen = (await readInvitation(table, invitationId)) ?? invitation;
    expect(await writeAttendance(table, seen, { ...noted('came', 5), actor: { kind: 'owner' } })).toBe('written');
    expect(await writeAttendance(table, seen, { ...noted('no-show', 6), actor: { kind: 'owner' } })).toBe('lost-race');
    const again = (await readInvitation(table, invitationId)) ?? invitation;
    expect(await writeAttendance(table, again, { ...noted('no-show', 6), actor: { kind: 'owner' } })).toBe('written');
    await add(table, invitation, 'two', completion(2));
    expect(await readInvitation(table, invitationId)).toMatchObject({
      ...{ attendance: noted('no-show', 6), booking: { attendance: { value: 'no-show', at: at(6) } } },
    });
  });
});
