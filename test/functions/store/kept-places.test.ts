import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { Day, DayKey, emptyDay, StoredPlace } from '../../../functions/shared/domain/places/day.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { closeInvitation } from '../../../functions/shared/store/customer/customer-items.ts';
import { writeTombstone, writeTombstoneWith } from '../../../functions/shared/store/customer/tombstones.ts';
import { createInvitation, readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { readDays, writeWith } from '../../../functions/shared/store/places/days.ts';
import { writeHold } from '../../../functions/shared/store/places/holds.ts';
import { arePlacesReady } from '../../../functions/shared/store/places/readiness.ts';
import { writePlace } from '../../../functions/shared/store/places/unlimited-places.ts';
import { NEARLY, readItem } from '../../../functions/shared/store/table/items.ts';
import { invitationKey, placesReadyKey } from '../../../functions/shared/store/table/keys.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const policy = aContract();
const [today, tomorrow] = ['2031-05-06', '2031-05-07'].map((date) => DayKey.parse({ resource: 'ana', date }));
if (!today || !tomorrow) throw new Error('There are two.');

let made = 0;
async function anInvitation(table: Table, more: object = {}): Promise<Invitation> {
  made += 1;
  const invitationId = `0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`;
  const facts = { invitationId, channelId: table.channelId, recipient: { chatId: ChatId.parse('34600111222@c.us') } };
  const invitation = aStoredInvitation({ ...facts, ...more });
  await createInvitation(table, invitation, { dueAt: at(60), expiresAt: at(3_600) });
  return invitation;
}
const placeOf = ({ invitationId }: Invitation, name: string) =>
  StoredPlace.parse({ claimId: `${invitationId}:${name}`, days: [today] });
const claimed = ({ invitationId }: Invitation, name: string, rev = 1): Day =>
  Day.parse({
    ...{ ...today, rev },
    claims: { [`${invitationId}:${name}`]: { kind: 'booking', invitationId, from: 1, to: 2, units: 1 } },
  });
const now = async (table: Table, { invitationId }: Invitation) =>
  (await readInvitation(table, invitationId)) ?? aStoredInvitation();
const erase = (table: Table, { invitationId }: Invitation) =>
  writeTombstone(table, {
    ...{ ...invitationKey(invitationId), type: 'invitation', createdAt: at(0) },
    ...{ erasedAt: at(0), expiresAt: 1 },
  });

describe('the days of a place', () => {
  it('are read as they were written last, each once, and are empty before', async () => {
    const table = open('days');
    const invitation = await anInvitation(table);
    const day = claimed(invitation, 'one');
    const update = { Key: invitationKey(invitation.invitationId), UpdateExpression: 'SET openedAt = :at' };
    const write = (days: Day[]) =>
      writeWith(table, days, policy)({ ...update, ExpressionAttributeValues: { ':at': at(1) } });
    expect([await write([day]), await write([{ ...day, rev: 3 }])]).toEqual([true, false]);
    expect(await readDays(table, [today, tomorrow, today])).toEqual([day, emptyDay(tomorrow)]);
    expect(await write([{ ...day, rev: 2, claims: {} }])).toBe(true);
    expect(await readDays(table, [today], NEARLY)).toEqual([{ ...day, rev: 2, claims: {} }]);
    expect(await readDays(table, [])).toEqual([]);
  });
});

describe('the hold of an invitation', () => {
  const next = (invitation: Invitation, name: string) => ({
    ...{ held: placeOf(invitation, name), heldFor: { service: 'cut' }, holds: { since: at(0), count: 1 } },
  });

  it('is one, and none of somebody who was erased', async () => {
    const table = open('holds');
    const invitation = await anInvitation(table);
    const hold = (seen: Invitation, name: string, rev: number) =>
      writeHold(table, seen, next(invitation, name), [claimed(invitation, name, rev)], policy);
    expect(await hold(invitation, 'one', 1)).toBe(true);
    expect(await now(table, invitation)).toEqual({ ...invitation, ...next(invitation, 'one') });
    expect(await hold(invitation, 'two', 2)).toBe(false);
    const seen = await now(table, invitation);
    expect([await hold(seen, 'two', 1), await hold(seen, 'two', 2)]).toEqual([false, true]);
    expect(await now(table, invitation)).toMatchObject(next(invitation, 'two'));
    expect(await readDays(table, [today])).toEqual([claimed(invitation, 'two', 2)]);
    const gone = await anInvitation(table);
    await erase(table, gone);
    expect(await writeHold(table, gone, next(gone, 'one'), [], policy)).toBe(false);
    expect(await writeHold(table, aStoredInvitation(), next(gone, 'one'), [], policy)).toBe(false);
  });
});

describe('the place of a booking', () => {
  it('is written and removed together with its claim, as long as it is the one that was read', async () => {
    const table = open('places');
    const invitation = await anInvitation(table);
    const [one, two] = [placeOf(invitation, 'one'), placeOf(invitation, 'two')];
    const write = (seen: Invitation, place: StoredPlace | undefined, rev: number) =>
      writePlace(table, seen, place, [claimed(invitation, 'one', rev)], policy);
    expect(await write({ ...invitation, revision: 1 }, one, 1)).toBe(false);
    expect(await write({ ...invitation, place: two }, one, 1)).toBe(false);
    expect(await write(invitation, one, 1)).toBe(true);
    const placed = await now(table, invitation);
    expect(placed).toEqual({ ...invitation, place: one });
    expect(await write(invitation, two, 2)).toBe(false);
    expect(await write({ ...placed, place: two }, undefined, 2)).toBe(false);
    expect([await write(placed, undefined, 1), await write(placed, undefined, 2)]).toEqual([false, true]);
    expect(await now(table, invitation)).toEqual(invitation);
    await erase(table, invitation);
    expect(await write(invitation, one, 3)).toBe(false);
    expect(await readDays(table, [today])).toMatchObject([{ rev: 2 }]);
  });

  it.each([
    ['without a place', {}],
    ['with a place', { place: 'one' }],
    ['with a place and a hold', { place: 'one', held: 'two' }],
  ])('is given up with an invitation %s that is closed for an erasure', async (name, names: Record<string, string>) => {
    const table = open(name);
    const invitation = await anInvitation(table);
    const places = Object.fromEntries(Object.entries(names).map(([of, claim]) => [of, placeOf(invitation, claim)]));
    const { invitationId } = invitation;
    const key = invitationKey(invitationId);
    const days = Object.keys(places).length > 0 ? [claimed(invitation, 'one')] : [];
    for (const [of, place] of Object.entries(places)) {
      const set = { UpdateExpression: `SET ${of} = :place`, ExpressionAttributeValues: { ':place': place } };
      await table.client.send(new UpdateCommand({ TableName: table.name, Key: key, ...set }));
    }
    const close = (as: object, seconds: number, of = days) =>
      closeInvitation(table, { ...key, ...as }, at(seconds), of, policy);
    const other = placeOf(invitation, 'three');
    expect(await close({ ...places, place: other }, 1)).toBeUndefined();
    expect(await close({ ...places, held: other }, 1)).toBeUndefined();
    expect(await close(places, 1)).toEqual(invitation);
    const item = await readItem(table, key);
    expect(item).toMatchObject({ erasedAt: at(1), customer: `${name}#34600111222@c.us` });
    for (const gone of ['duePartition', 'dueAt', 'worklistDay', 'worklistAt', 'place', 'held']) {
      expect(item).not.toHaveProperty(gone);
    }
    expect(await readDays(table, [today])).toEqual(days.length > 0 ? days : [emptyDay(today)]);
    expect(await close({}, 2, [])).toEqual(invitation);
    expect(await readItem(table, key)).toMatchObject({ erasedAt: at(1) });
    await erase(table, invitation);
    expect(await close({}, 3, [])).toBeUndefined();
  });

  it('is given up with the tombstone of a booking of somebody without an address', async () => {
    const table = open('tombstone');
    const invitation = await anInvitation(table, { recipient: undefined, origin: 'desk' });
    const place = placeOf(invitation, 'one');
    await writePlace(table, invitation, place, [claimed(invitation, 'one')], policy);
    const tombstone = { ...invitationKey(invitation.invitationId), type: 'invitation', createdAt: at(0), expiresAt: 1 };
    const bury = (as: Pick<Invitation, 'place' | 'held'>, rev = 2) =>
      writeTombstoneWith(
        ...[table, { ...tombstone, erasedAt: at(5) }],
        { ...as, days: [{ ...emptyDay(today), rev }] },
        policy,
      );
    expect([await bury({}), await bury({ place, held: place }), await bury({ place }, 1)]).toEqual([
      ...[false, false, false],
    ]);
    expect([await bury({ place }), await bury({ place }, 3)]).toEqual([true, false]);
    expect(await readItem(table, tombstone)).toMatchObject({ ...tombstone, erasedAt: at(5) });
    expect(await readDays(table, [today])).toEqual([{ ...emptyDay(today), rev: 2 }]);
  });
});

describe('whether the days tell what is taken', () => {
  const asks = async (table: Table) => {
    const send = vi.spyOn(table.client, 'send');
    const isReady = await arePlacesReady(table, at(5));
    const asked = send.mock.calls.map(([command]) => command.constructor.name);
    send.mockRestore();
    return { isReady, asked };
  };

  it('is asked until they do, and never again', async () => {
    const [table, another] = [open('ready'), open('ready')];
    expect(await asks(table)).toEqual({ isReady: true, asked: ['GetCommand', 'ScanCommand', 'PutCommand'] });
    expect(await asks(table)).toEqual({ isReady: true, asked: [] });
    expect(await readItem(table, placesReadyKey('ready'))).toMatchObject({ readyAt: at(5) });
    const booking = { pk: 'a booking', agendaMonth: 'ready#2031-05', startsAt: at(5) };
    await table.client.send(new PutCommand({ TableName: table.name, Item: booking }));
    expect(await asks(another)).toEqual({ isReady: true, asked: ['GetCommand'] });
    expect(await asks(another)).toEqual({ isReady: true, asked: [] });
    const unready = open('unready');
    for (const _ of [1, 2]) {
      expect(await asks(unready)).toEqual({ isReady: false, asked: ['GetCommand', 'ScanCommand', 'GetCommand'] });
    }
    const send = vi.spyOn(unready.client, 'send').mockImplementationOnce(async () => ({}));
    const readyAt = { ...placesReadyKey('unready'), readyAt: at(1) };
    await another.client.send(new PutCommand({ TableName: table.name, Item: readyAt }));
    expect(await arePlacesReady(unready, at(6))).toBe(true);
    send.mockRestore();
    expect(await asks(unready)).toEqual({ isReady: true, asked: [] });
  });
});
