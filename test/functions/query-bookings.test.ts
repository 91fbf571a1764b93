import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { invitationKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { secondsAgo } from '../support/clock.ts';
import { itemsOf, readPages } from '../support/lists.ts';
import { aForm, completionBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const list = (query: Record<string, string>) => world.list('GET /bookings', query);

/** A booking at a time on the business's own clock; answers the invitation's id. */
async function aBooking(date: string, time: string) {
  const { id, phone, token } = await world.anInvitation();
  await world.webhook(completionBody('raw', { phone, token, fields: { ...aForm, date, time } }), '/flow-completion');
  return String(id);
}
const bookingsAt = (...moments: [date: string, time: string][]) =>
  Promise.all(moments.map(([date, time]) => aBooking(date, time)));

const ids = (items: Record<string, unknown>[]) => items.map(({ invitationId }) => invitationId);
const listed = async (query: Record<string, string>) => ids(itemsOf(await list(query)));

describe('GET /bookings', () => {
  it('tells each booking with its invitation and its revision', async () => {
    const id = await aBooking('2031-01-15', '10:30');
    expect(await list({ from: '2031-01-15', to: '2031-01-15' })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: {
        items: [
          {
            invitationId: id,
            revision: 1,
            booking: {
              state: 'booked',
              startsAt: '2031-01-15T09:30:00.000Z',
              endsAt: '2031-01-15T10:00:00.000Z',
              timeZone: 'Europe/Madrid',
              service: 'consultation',
              customerName: 'Alex',
              notes: 'First visit',
            },
          },
        ],
      },
    });
  });

  it('has the customers’ addresses only where it is asked for them', async () => {
    const { id, phone, token } = await world.anInvitation();
    const fields = { ...aForm, date: '2031-02-04', time: '10:30' };
    await world.webhook(completionBody('raw', { phone, token, fields }), '/flow-completion');
    const days = { from: '2031-02-04', to: '2031-02-04' };
    const [plain] = itemsOf(await list(days));
    expect(plain).toMatchObject({ invitationId: id });
    expect(plain).not.toHaveProperty('recipient');
    expect(itemsOf(await list({ ...days, recipients: 'true' }))).toMatchObject([{ ...plain, recipient: { phone } }]);
    expect(await list({ ...days, recipients: 'yes' })).toMatchObject({
      status: 400,
      body: { faults: [{ field: 'recipients', rule: 'must be "true"' }] },
    });
  });

  it('goes by the business’s days, across the UTC midnight, a month’s end and a DST change', async () => {
    const [before, first, second, third, after] = await bookingsAt(
      ['2031-03-29', '23:45'],
      ['2031-03-30', '00:15'],
      ['2031-03-30', '23:45'],
      ['2031-04-01', '00:15'],
      ['2031-04-02', '00:00'],
    );
    expect(await listed({ from: '2031-03-30', to: '2031-04-01' })).toEqual([first, second, third]);
    expect(await listed({ from: '2031-03-29', to: '2031-03-29' })).toEqual([before]);
    expect(await listed({ from: '2031-04-02', to: '2031-04-02' })).toEqual([after]);
  });

  it('leads through all pages in order, with nothing twice or missing, whatever is booked meanwhile', async () => {
    const booked = await bookingsAt(
      ['2031-05-30', '09:00'],
      ['2031-05-31', '09:00'],
      ['2031-05-31', '09:00'],
      ['2031-05-31', '09:00'],
      ['2031-06-01', '01:00'],
      ['2031-06-01', '12:00'],
      ['2031-07-15', '12:00'],
    );
    const meanwhile: string[] = [];
    const range = { from: '2031-05-01', to: '2031-07-31' };
    const pages = await readPages(
      (cursor) => list({ ...range, limit: '2', ...cursor }),
      async () => {
        meanwhile.push(...(await bookingsAt(['2031-05-01', '08:00'], ['2031-05-31', '10:00'])));
      },
    );
    expect(pages.slice(0, -1).every((page) => page.length === 2)).toBe(true);
    const read = ids(pages.flat());
    expect(new Set(read).size).toBe(read.length);
    expect(read.filter((id) => !meanwhile.includes(String(id))).toSorted()).toEqual(booked.toSorted());
    const starts = pages.flat().map(({ booking }) => (booking as { startsAt: string }).startsAt);
    expect(starts).toEqual(starts.toSorted());
  });

  it('gives no cursor with the last page, full or empty', async () => {
    await bookingsAt(['2031-09-01', '09:00'], ['2031-09-01', '10:00']);
    const full = await list({ from: '2031-09-01', to: '2031-09-01', limit: '2' });
    expect(itemsOf(full)).toHaveLength(2);
    expect(full.body).not.toHaveProperty('cursor');
    expect((await list({ from: '2031-09-02', to: '2031-09-02' })).body).toEqual({ items: [] });
  });

  it('goes on where it was after the booking it stopped at has moved', async () => {
    const { id, phone, token } = await world.anInvitation();
    const book = (time: string, at: number) =>
      world.webhook(
        completionBody('raw', { phone, token, at, fields: { ...aForm, date: '2031-10-02', time } }),
        '/flow-completion',
      );
    await book('09:00', secondsAgo(280));
    const later = await aBooking('2031-10-02', '10:00');
    const first = await list({ from: '2031-10-01', to: '2031-10-03', limit: '1' });
    expect(ids(itemsOf(first))).toEqual([id]);
    await book('08:00', secondsAgo(270));
    const cursor = String(first.body['cursor']);
    expect(await listed({ from: '2031-10-01', to: '2031-10-03', cursor })).toEqual([later]);
  });

  it('shows cancelled bookings as cancelled, and those that overlap as needing attention', async () => {
    const [cancelled, one, other] = await bookingsAt(
      ['2031-11-03', '09:00'],
      ['2031-11-04', '10:30'],
      ['2031-11-04', '10:30'],
    );
    await world.call({
      route: 'POST /bookings/{invitationId}/cancel',
      path: { invitationId: String(cancelled) },
      headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
    });
    // What settle-bookings writes, which hears of bookings by the stream.
    const table = openTable(inject('table').tableName, world.contract.channel.id);
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: invitationKey(InvitationId.parse(one)),
        UpdateExpression: 'ADD overlapsWith :others',
        ExpressionAttributeValues: { ':others': new Set([other]) },
      }),
    );
    const items = itemsOf(await list({ from: '2031-11-03', to: '2031-11-04' }));
    expect(items).toHaveLength(3);
    expect(items[0]).toMatchObject({ invitationId: cancelled, revision: 2, booking: { state: 'cancelled' } });
    expect(items.find(({ invitationId }) => invitationId === one)).toMatchObject({
      booking: { attention: ['overlap'], overlapsWith: [other] },
    });
  });

  it.each([
    [{}, ['from', 'to']],
    [{ from: '2031-02-29', to: '2031-03-01' }, ['from']],
    [{ from: '2031-03-01T00:00:00Z', to: '20310301' }, ['from', 'to']],
    [{ from: '1999-12-31', to: '2101-01-01' }, ['from', 'to']],
    [{ from: '2031-03-02', to: '2031-03-01' }, ['to']],
    [{ from: '2031-01-01', to: '2032-01-02' }, ['to']],
    [{ from: '2031-01-01', to: '2031-01-01', day: '2031-01-01' }, ['day']],
  ])('answers 400 to %j, naming the parameter', async (query, parameters) => {
    const answer = await list(query);
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:appointment-flow:problem:malformed' } });
    expect(answer.body['faults']).toEqual(
      parameters.map((field) => ({ field, rule: expect.stringMatching(/^(must|is) /) })),
    );
  });

  it('takes a whole year at once', async () => {
    expect((await list({ from: '2032-01-01', to: '2032-12-31' })).status).toBe(200);
  });
});
