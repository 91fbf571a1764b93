import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RebuiltPage } from '../../functions/shared/operations/claims/rebuild-claims.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { aContract } from '../support/contract.ts';
import { itemsOf as storedItems } from '../support/customer-life.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { useTableModel } from '../support/table-model.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aContract(), useTableModel());
const { aBooking, cancel } = createBookings(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

afterEach(() => {
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  const { handler } = await import('../../functions/settle-bookings/handler.ts');
  const records = await world.stream.read(undefined, 10_000);
  const Records: DynamoDBRecord[] = records.filter(({ dynamodb }) => dynamodb?.NewImage?.['booking']?.M);
  expect((await handler({ Records }, {} as never)).batchItemFailures).toEqual([]);
}

async function rebuild(check = false): Promise<RebuiltPage[]> {
  const { handler } = await import('../../functions/rebuild-claims/handler.ts');
  const pages: RebuiltPage[] = [];
  let after: string | undefined;
  do {
    const context = lambdaContext('rebuild-claims', 'r', () => 60_000);
    const page = RebuiltPage.parse(await handler({ check, after }, context));
    pages.push(page);
    after = page.next;
  } while (after !== undefined);
  return pages;
}
const findingsOf = (pages: readonly RebuiltPage[]) => pages.flatMap(({ findings }) => findings);

/** The claims of all days, by their ids. */
async function claims(): Promise<string[]> {
  const days = [...(await storedItems(table)).values()].filter(({ type }) => type === 'day');
  return days.flatMap(({ claims: of }) => Object.keys(Object(of))).sort();
}

async function loseDays(): Promise<void> {
  const days = [...(await storedItems(table))].filter(([, { type }]) => type === 'day');
  for (const [pk] of days) await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk } }));
}

/** What the claims of the two days end with: when the appointment is, in ms. */
const BOOKED = expect.stringMatching(/:slot-2269675800000-/);
const OVER = expect.stringMatching(/:slot-1606987800000-/);

describe('a rebuild of claims where the contract names no services', () => {
  it('gives each booking that stands and lies ahead the claim that it lost, and names it', async () => {
    const booked = await aBooking(futureForm);
    const cancelled = await aBooking(futureForm);
    await aBooking({ ...futureForm, date: '2020-12-03' });
    await settle();
    await cancel(cancelled.id);
    await settle();
    const before = await claims();
    expect(findingsOf(await rebuild())).toEqual([]);
    await loseDays();
    const found = [
      { kind: 'claimed', invitationId: booked.id, startsAt: '2041-12-03T09:30:00.000Z', endsAt: expect.any(String) },
    ];
    expect(findingsOf(await rebuild(true))).toEqual(found);
    expect(await claims()).toEqual([]);
    expect(findingsOf(await rebuild())).toEqual(found);
    expect(before).toHaveLength(2);
    expect(before).toEqual(expect.arrayContaining([BOOKED, OVER]));
    expect(await claims()).toEqual([BOOKED]);
    expect(findingsOf(await rebuild())).toEqual([]);
    // Under services these bookings would still lack their places.
    expect([...(await storedItems(table)).values()].filter(({ type }) => type === 'places')).toEqual([]);
  });

  it('names what nobody can read, and goes on with all others', async () => {
    // At times of their own: each is looked at beside those that overlap it.
    const [broken, other] = [
      await aBooking({ ...futureForm, time: '12:00' }),
      await aBooking({ ...futureForm, time: '14:00' }),
    ];
    await settle();
    await loseDays();
    const pk = `invitation#${broken.id}`;
    const item = (await storedItems(table)).get(pk);
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...item, booking: { state: 'strange' } } }),
    );
    const found = findingsOf(await rebuild());
    expect(found.filter(({ kind }) => kind === 'unreadable')).toEqual([
      { kind: 'unreadable', invitationId: broken.id },
    ]);
    expect(found.map(({ invitationId }) => invitationId)).toContain(other.id);
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { pk, type: 'x', channelId: table.channelId } }),
    );
  });

  it('looks at all items, at two hundred with each request, and last at the closures unless it only checks', async () => {
    for (let count = 0; count < 201; count++) {
      const Item = { pk: `strange#${count}`, type: 'strange', channelId: table.channelId };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    }
    const checked = await rebuild(true);
    const pages = await rebuild();
    expect(checked.slice(0, -1).map(({ looked }) => looked)).toEqual(checked.slice(1).map(() => 200));
    expect(pages).toHaveLength(checked.length + 1);
    expect(pages.at(-1)).toEqual({ looked: 0, findings: [] });
    expect(pages.reduce((sum, { looked }) => sum + looked, 0)).toBeGreaterThan(201);
  });
});
