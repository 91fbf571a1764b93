import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { RebuiltPage } from '../../functions/shared/operations/claims/rebuild-claims.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { startWorld } from '../support/world.ts';

/** A workday within the horizon. */
const DATE = String(
  [7, 8, 9].map((days) => Temporal.Now.plainDateISO('UTC').add({ days })).find((day) => day.dayOfWeek < 6),
);
const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60 }));
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const { cancel, patch } = createBookings(world);
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);

async function booked(time: string): Promise<string> {
  const body = { service: 'consultation', resource: 'ana', date: DATE, time, customerName: 'Gina' };
  const answer = await world.call({ route: 'POST /bookings', headers, body });
  expect(answer.status).toBe(201);
  return String(answer.body['invitationId']);
}

/** Keeps the booking as it is, as a copy of the table from before a restore does, and gives what brings it back. */
async function copyOf(invitationId: string): Promise<() => Promise<unknown>> {
  const Key = { pk: { S: `invitation#${invitationId}` } };
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return () => table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}

/** The first page has all items of these few. */
async function rebuild(check = false): Promise<RebuiltPage['findings']> {
  const { handler } = await import('../../functions/rebuild-claims/handler.ts');
  const context = lambdaContext('rebuild-claims', 'r', () => 60_000);
  return RebuiltPage.parse(await handler({ check }, context)).findings;
}

describe('a booking that was copied to a time that somebody else got meanwhile', () => {
  let copied: string;
  let newcomer: string;

  it('has its place all the same, and is listed by every run as long as both stand, also if the first answer is lost', async () => {
    copied = await booked('11:00');
    const copyBack = await copyOf(copied);
    await cancel(copied);
    newcomer = await booked('11:00');
    await copyBack();
    expect(await rebuild()).toMatchObject([{ kind: 'claimed', invitationId: copied, lifted: ['slot-taken'] }]);
    const overlapping = [expect.objectContaining({ kind: 'overlapping', invitationId: copied })];
    expect(await rebuild()).toEqual(overlapping);
    expect(await rebuild(true)).toEqual(overlapping);
  });

  it('is in order once the other one has moved', async () => {
    expect((await patch(newcomer, { time: '15:00', date: DATE })).status).toBe(200);
    expect(await rebuild(true)).toEqual([]);
  });
});

describe('a booking that was copied as it was after a move', () => {
  it('gives back the place from before the move', async () => {
    const moved = await booked('12:00');
    const before = await copyOf(moved);
    await patch(moved, { time: '12:30', date: DATE });
    const after = await copyOf(moved);
    await before();
    await rebuild();
    await after();
    expect(await rebuild()).toContainEqual(expect.objectContaining({ kind: 'claimed', invitationId: moved }));
    expect(await rebuild(true)).toEqual([]);
    await booked('12:00');
  });
});

describe('a booking that was copied as cancelled', () => {
  it('gives its place back', async () => {
    const booking = await booked('13:00');
    const standing = await copyOf(booking);
    await cancel(booking);
    const cancelled = await copyOf(booking);
    await standing();
    await rebuild();
    await cancelled();
    expect(await rebuild()).toEqual([{ kind: 'released', invitationId: booking }]);
    await booked('13:00');
  });
});
