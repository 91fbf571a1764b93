/** Bookings of a contract without services that cross midnight. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { aContract } from '../support/contract.ts';
import { itemsOf } from '../support/customer-life.ts';
import { Claims } from '../support/stored-claims.ts';
import { useTableModel } from '../support/table-model.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aContract(), useTableModel());
const { aBooking, cancel } = createBookings(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const [EVENING, MORNING] = ['2041-12-03', '2041-12-04'];

let settledUpTo: string | undefined;
async function settle(): Promise<void> {
  const { handler } = await import('../../functions/settle-bookings/handler.ts');
  for (let isQuiet = false; !isQuiet; ) {
    const records: DynamoDBRecord[] = await world.stream.read(settledUpTo, 10_000);
    settledUpTo = records.at(-1)?.dynamodb?.SequenceNumber ?? settledUpTo;
    const Records = records.filter(({ dynamodb }) => dynamodb?.NewImage?.['booking']?.M);
    expect((await handler({ Records }, {} as never)).batchItemFailures).toEqual([]);
    isQuiet = Records.length === 0;
  }
}

const days = async () => [...(await itemsOf(table))].filter(([, { type }]) => type === 'day');

/** The dates on which an invitation has a claim. */
const datesOf = async (id: unknown) =>
  (await days())
    .filter(([, { claims }]) => Object.values(Claims.parse(claims)).some(({ invitationId }) => invitationId === id))
    .map(([, { date }]) => date)
    .sort();

it.each([EVENING, MORNING])(
  'one is claimed on both of its dates, or on neither where one is full: %s',
  async (full) => {
    const form = { ...futureForm, service: `service until ${full}`, time: '23:45' };
    const first = await aBooking(form);
    await settle();
    expect(await datesOf(first.id)).toEqual([EVENING, MORNING]);
    const [pk, day] = (await days()).find(
      ([, { date, claims }]) => date === full && JSON.stringify(Claims.parse(claims)).includes(String(first.id)),
    ) ?? ['', {}];
    const from = Date.parse(`${full}T12:00:00Z`);
    const others = Array.from({ length: 999 }, () => {
      const invitationId = invitationIdFor(table.channelId, undefined);
      return [`${invitationId}:slot`, { from, to: from + 1 }];
    });
    const claims = { ...Object(day['claims']), ...Object.fromEntries(others) };
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...day, pk, claims } }));
    const second = await aBooking(form);
    await settle();
    expect(await datesOf(second.id)).toEqual([]);
    for (const { id } of [first, second]) expect((await cancel(id)).status).toBe(200);
    await settle();
    expect(await datesOf(first.id)).toEqual([]);
  },
);
