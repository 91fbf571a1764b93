import { randomUUID } from 'node:crypto';
import { GetCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { Invitation } from '../../functions/shared/domain/invitation/invitation.ts';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { epochMs, instantAt, now } from '../../functions/shared/domain/time/instant.ts';
import { worklistAttributes } from '../../functions/shared/store/table/keys.ts';
import { unpacked } from '../../functions/shared/store/table/packed.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { Claims } from '../support/stored-claims.ts';
import { useTableModel } from '../support/table-model.ts';
import { aForm, completionBody, secondsAgo } from '../support/webhooks.ts';
import { type Answer, startWorld } from '../support/world.ts';

const world = await startWorld(undefined, useTableModel());
const table = openTable(String(process.env['TABLE_NAME']), world.contract.channel.id);

const WEEK_MS = 7 * 86_400_000;

/**
 * In the opening hours, in the future for a long time to come, and on a Tuesday of each test's own: a look at a day
 * shows all its bookings, also those of other services.
 */
let form = { ...aForm, date: '2041-01-01' };
beforeEach(() => {
  form = { ...aForm, date: new Date(Date.parse(form.date) + WEEK_MS).toISOString().slice(0, 10) };
});

/** Nobody else's bookings are of this service. */
const aService = () => `service ${randomUUID()}`;

type Invited = Awaited<ReturnType<typeof world.anInvitation>>;

/** The customer submits the form, so many seconds ago by their own clock. */
const complete = ({ phone, token }: Invited, fields: Record<string, unknown>, sentSecondsAgo = 120) =>
  world.webhook(
    completionBody('raw', { phone, token, at: secondsAgo(sentSecondsAgo), fields: { ...form, ...fields } }),
  );

async function aBooking(fields: Record<string, unknown>): Promise<Invited> {
  const invited = await world.anInvitation();
  await complete(invited, fields);
  return invited;
}

const decide = (route: 'PATCH /bookings/{invitationId}' | 'POST /bookings/{invitationId}/cancel') => {
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
  return ({ id }: Invited, body?: unknown): Promise<Answer> =>
    world.call({ route, path: { invitationId: String(id) }, headers, body });
};
const patch = decide('PATCH /bookings/{invitationId}');
const cancel = decide('POST /bookings/{invitationId}/cancel');

/** Hands records to the function; answers the sequence numbers it could not deal with. */
async function settle(Records: DynamoDBRecord[]): Promise<string[]> {
  const { handler } = await import('../../functions/settle-bookings/handler.ts');
  const { batchItemFailures } = await handler({ Records }, {} as never);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** The claims of an invitation in all days there are, each as a date and its start. */
async function claimsOf({ id }: Invited): Promise<string[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
  return Items.filter(({ type }) => type === 'day')
    .flatMap(({ date, claims }) =>
      Object.values(Claims.parse(claims))
        .filter((claim) => claim.invitationId === id)
        .map(({ from }) => `${date} ${new Date(from).toISOString()}`),
    )
    .sort();
}

/** The day in which the claim of a booking stands. */
async function placeItem({ id }: Invited): Promise<{ pk: string; claims: Record<string, unknown> }> {
  const { Item: invitation } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk: `invitation#${id}` }, ConsistentRead: true }),
  );
  const [day] = Invitation.parse(unpacked(invitation ?? {})).place?.days ?? [];
  const Key = { pk: `day#${table.channelId}#${day?.resource}#${day?.date}` };
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return { ...Key, ...Item, claims: Claims.parse(Item?.['claims']) };
}

const erase = ({ phone }: Invited): Promise<Answer> =>
  world.call({
    route: 'DELETE /customers',
    query: { phone },
    headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
  });

let readUpTo: string | undefined;

/** What the stream's filter lets through of the records since the last time. */
async function newRecords(): Promise<DynamoDBRecord[]> {
  const records = await world.stream.read(readUpTo, 10_000);
  readUpTo = records.at(-1)?.dynamodb?.SequenceNumber ?? readUpTo;
  return records.filter(({ dynamodb }) => dynamodb?.NewImage?.['booking'] ?? dynamodb?.OldImage?.['booking']);
}

/** Settles until the stream is quiet, as it ends by itself. Answers how many records that took. */
async function settleAll(): Promise<number> {
  let count = 0;
  for (let records = await newRecords(); records.length > 0; records = await newRecords()) {
    expect(await settle(records)).toEqual([]);
    count += records.length;
    expect(count, 'it goes on for ever').toBeLessThan(1_000);
  }
  return count;
}

type Booked = { state: string; startsAt: string; endsAt: string; attention: string[]; overlapsWith?: string[] };

async function bookingOf({ id }: Invited): Promise<Booked> {
  const { body } = await world.invitation(id);
  return body['booking'] as Booked;
}

async function expectOverlap(...invited: Invited[]): Promise<void> {
  for (const one of invited) {
    const others = invited.filter((other) => other !== one).map(({ id }) => id);
    expect(await bookingOf(one)).toMatchObject({ attention: ['overlap'], overlapsWith: others.sort() });
  }
}

async function expectNone(...invited: Invited[]): Promise<void> {
  for (const one of invited) {
    const booking = await bookingOf(one);
    expect(booking.attention).toEqual([]);
    expect(booking.overlapsWith).toBeUndefined();
  }
}

function clashes(one: Booked, other: Booked): boolean {
  const areBooked = one.state === 'booked' && other.state === 'booked';
  return areBooked && one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

/** Every two of these that clash are marked with each other and need attention, and nobody else. */
async function expectMarksToFit(invited: readonly Invited[]): Promise<void> {
  const all = await Promise.all(invited.map(async (one) => ({ id: String(one.id), booking: await bookingOf(one) })));
  const attention = await listed('attention');
  for (const { id, booking } of all) {
    const others = all.filter((other) => other.id !== id && clashes(booking, other.booking)).map((other) => other.id);
    expect(booking.overlapsWith ?? []).toEqual(others.sort());
    expect(attention.includes(id)).toBe(others.length > 0);
  }
}

/** The invitations that stand in the worklist under a kind, on the UTC day of a moment. */
async function listed(kind: 'invitation' | 'attention', at = now()): Promise<string[]> {
  const query = new QueryCommand({
    TableName: table.name,
    IndexName: 'worklist',
    KeyConditionExpression: 'worklistDay = :partition AND begins_with(worklistAt, :day)',
    ExpressionAttributeValues: {
      ':partition': worklistAttributes(table.channelId, kind, at).worklistDay,
      ':day': at.slice(0, 10),
    },
  });
  const { Items = [] } = await table.client.send(query);
  return Items.map(({ pk }) => String(pk).replace('invitation#', ''));
}

beforeEach(async () => {
  await settleAll();
  await world.announce();
});

describe('two bookings of the same service', () => {
  it('at the same time are both marked, each with the other, and announced once', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service, time: '10:45' })];
    await world.announce();
    await settleAll();
    await expectOverlap(one, other);

    const events = await world.announce();
    expect(events.map(({ type, detail }) => [type, detail['invitationId']]).sort()).toEqual(
      [one, other].map(({ id }) => ['Appointment Changed', id]).sort(),
    );
    for (const { detail } of events) {
      expect(EVENT_DETAILS['Appointment Changed'].parse(detail)).toEqual(detail);
      expect(detail).toMatchObject({
        booking: { attention: ['overlap'] },
        previous: { attention: [] },
        change: { kind: 'attention' },
        revision: 1,
        superseded: false,
      });
    }
    expect(new Set(events.map(({ detail }) => detail.eventId)).size).toBe(2);
  });

  it.each([
    ['one after the other', { time: '11:00' }],
    ['on different days', { date: '2041-12-04' }],
    ['without a time that can be read', { time: 'noon' }],
  ])('%s do not overlap', async (_, fields) => {
    const service = aService();
    const one = await aBooking({ service });
    const other = await aBooking({ service, ...fields });
    await settleAll();
    await expectNone(one);
    expect((await bookingOf(other)).overlapsWith).toBeUndefined();
  });

  it('overlap across midnight and the end of a month, however long they take', async () => {
    const service = aService();
    const long = await aBooking({ service, date: '2041-12-31', time: '15:00' });
    await patch(long, { durationMinutes: 1440 });
    const late = await aBooking({ service, date: '2042-01-01', time: '14:45' });
    await settleAll();
    expect((await bookingOf(long)).overlapsWith).toEqual([late.id]);
    expect((await bookingOf(late)).overlapsWith).toEqual([long.id]);
  });

  it('that are three are marked each with the other two', async () => {
    const service = aService();
    const booked = [await aBooking({ service }), await aBooking({ service }), await aBooking({ service })];
    await settleAll();
    await expectOverlap(...booked);
    const [first, ...others] = booked;
    if (first) await cancel(first);
    await settleAll();
    await expectOverlap(...others);
  });
});

describe('bookings of different services', () => {
  it('share the time in peace', async () => {
    const booked = [await aBooking({ service: aService() }), await aBooking({ service: aService() })];
    await settleAll();
    await expectNone(...booked);
    expect((await world.announce()).map(({ type }) => type)).not.toContain('Appointment Changed');
  });

  it('overlap once one of them is given the service of the other', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service: aService() })];
    await patch(other, { service });
    await settleAll();
    await expectOverlap(one, other);
  });
});

describe('an overlap', () => {
  it.each([
    ['is cancelled', (booked: Invited) => cancel(booked)],
    ['is moved by the business', (booked: Invited) => patch(booked, { date: form.date, time: '12:00' })],
    [
      'is moved by the customer',
      (booked: Invited, service: string) => complete(booked, { service, time: '12:00' }, 60),
    ],
    ['gets another service', (booked: Invited) => patch(booked, { service: aService() })],
  ])('is over when either of the two %s', async (_, end) => {
    for (const ended of [0, 1]) {
      const service = aService();
      const booked = [await aBooking({ service }), await aBooking({ service })];
      await settleAll();
      await world.announce();
      const one = booked[ended];
      const left = booked[1 - ended];
      if (one) await end(one, service);
      await settleAll();
      await expectNone(...booked);
      const about = (await world.announce()).filter(({ detail }) => detail['invitationId'] === left?.id);
      expect(about).toMatchObject([
        { type: 'Appointment Changed', detail: { change: { kind: 'attention' }, booking: { attention: [] } } },
      ]);
    }
  });

  it('is over when one of the two is erased', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    await settleAll();
    await expectOverlap(one, other);
    await world.announce();
    const { body } = await erase(one);
    expect(body).toMatchObject({ complete: true, erased: { bookings: 1 } });
    await settleAll();
    await expectNone(other);
    const about = (await world.announce()).map(({ detail }) => detail['invitationId']);
    expect(about).toEqual([other.id]);
  });

  it('that ended may come again, and is announced again', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    const ids = new Set<string>();
    for (const time of ['12:00', '10:30', '12:00', '10:30']) {
      await patch(one, { date: form.date, time });
      await settleAll();
      const changes = (await world.announce()).filter(({ type }) => type === 'Appointment Changed');
      const about = changes.filter(({ detail }) => detail['invitationId'] === other.id);
      for (const { detail } of about) ids.add(detail.eventId);
    }
    await expectOverlap(one, other);
    // Not with the first move; with, without and again with the overlap after the others.
    expect(ids.size).toBe(3);
  });

  it('of a cancelled booking is taken back in silence', async () => {
    const service = aService();
    const [one] = [await aBooking({ service }), await aBooking({ service })];
    await settleAll();
    await world.announce();
    await cancel(one);
    await settleAll();
    const about = (await world.announce()).filter(({ detail }) => detail['invitationId'] === one.id);
    expect(about.map(({ type }) => type)).toEqual(['Appointment Cancelled']);
    expect(await bookingOf(one)).toMatchObject({ state: 'cancelled', attention: [] });
  });
});

describe('settling', () => {
  it('changes nothing when it is repeated, and nothing because of what it wrote', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    const records = await newRecords();
    await settle(records);
    const written = await newRecords();
    // The place and the mark of each.
    expect(written).toHaveLength(4);
    for (const again of [records, written, [...records, ...written].reverse()]) {
      expect(await settle(again)).toEqual([]);
      expect(await newRecords()).toEqual([]);
    }
    await expectOverlap(one, other);
  });

  it('marks two bookings that are settled at the same time, by two who do not know of each other', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    const records = await newRecords();
    await Promise.all(records.map((record) => settle([record])));
    await expectOverlap(one, other);
    await settleAll();
    expect((await world.announce()).filter(({ type }) => type === 'Appointment Changed')).toHaveLength(2);
  });

  it('marks each of many that are settled at the same time with all others', async () => {
    const service = aService();
    const booked = await Promise.all(Array.from({ length: 6 }, () => aBooking({ service })));
    const records = await newRecords();
    expect((await Promise.all(records.map((record) => settle([record])))).flat()).toEqual([]);
    await expectOverlap(...booked);
  });

  it('names twenty others at most on a booking, and takes it off whoever names it', async () => {
    const service = aService();
    const one = await aBooking({ service });
    await settleAll();
    const others = Array.from({ length: 20 }, () => invitationIdFor(table.channelId, undefined)).sort();
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: `invitation#${one.id}` },
        UpdateExpression: 'SET overlapsWith = :others',
        ExpressionAttributeValues: { ':others': new Set(others) },
      }),
    );
    const late = await aBooking({ service });
    await settleAll();
    expect((await bookingOf(one)).overlapsWith).toEqual(others);
    expect((await bookingOf(late)).overlapsWith).toEqual([one.id]);
    await cancel(one);
    await settleAll();
    await expectNone(late);
  });

  it('ends with the same marks in whatever order, how often and beside whom it runs', async () => {
    const steps = {
      cancel: (one: Invited) => cancel(one),
      book: complete,
      early: (one: Invited) => patch(one, { date: form.date, time: '10:00' }),
      late: (one: Invited) => patch(one, { date: form.date, time: '11:00' }),
    };
    type Step = { which: number; what: keyof typeof steps };
    const aStep = fc.record({ which: fc.nat(2), what: fc.constantFrom('cancel', 'book', 'early', 'late') });
    const story = async (told: Step[], dice: fc.Stream<number>) => {
      const roll = (sides: number) => dice.next().value % sides;
      const service = aService();
      const booked = [await aBooking({ service }), await aBooking({ service }), await aBooking({ service })] as const;
      const running: Promise<string[]>[] = [];
      let waiting = await newRecords();
      for (const [index, { which, what }] of told.entries()) {
        // Some are settled while the next thing happens, others wait; some come twice.
        const begun = waiting.filter(() => roll(2) === 1);
        running.push(...begun.map((record) => settle([record])));
        waiting = waiting.filter((record) => !begun.includes(record) || roll(4) === 0);
        await steps[what](booked[which] ?? booked[0], { service, time: '10:15' }, -index);
        waiting.push(...(await newRecords()));
      }
      running.push(...waiting.map((record) => settle([record])));
      expect((await Promise.all(running)).flat()).toEqual([]);
      await newRecords();
      await expectMarksToFit(booked);
    };
    const stories = fc.array<Step>(aStep, { minLength: 3, maxLength: 6 });
    await fc.assert(fc.asyncProperty(stories, fc.infiniteStream(fc.nat()), story), { numRuns: 6 });
  });

  it('isolates a record it cannot read and settles the others', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    const poison = { dynamodb: { SequenceNumber: 'poison', NewImage: { type: { S: 'invitation' } } } };
    expect(await settle([poison, ...(await newRecords())])).toEqual(['poison']);
    await expectOverlap(one, other);
  });
});

describe('the claim of a booking without services', () => {
  /** Where the claim of a booking stands if it is as the booking is. */
  const placeOf = (date: string, { startsAt }: Booked) => `${date} ${startsAt}`;

  it('stands in the day of its start, once, however often its form comes again', async () => {
    const fields = { service: aService() };
    const one = await aBooking(fields);
    await settleAll();
    expect(await claimsOf(one)).toEqual([placeOf(form.date, await bookingOf(one))]);
    const writes = await newRecords();
    await complete(one, fields, 60);
    await settleAll();
    await complete(one, fields, 300);
    await settleAll();
    expect(writes).toEqual([]);
    expect(await claimsOf(one)).toEqual([placeOf(form.date, await bookingOf(one))]);
  });

  it('stands in both days of a booking that crosses midnight', async () => {
    const one = await aBooking({ service: aService(), time: '23:45' });
    await settleAll();
    const { startsAt } = await bookingOf(one);
    const next = new Date(Date.parse(form.date) + 86_400_000).toISOString().slice(0, 10);
    expect(await claimsOf(one)).toEqual([`${form.date} ${startsAt}`, `${next} ${startsAt}`]);
  });

  it.each([
    ['a form of the customer', (one: Invited, service: string) => complete(one, { service, time: '12:00' }, 60)],
    ['the business', (one: Invited) => patch(one, { date: form.date, time: '12:00' })],
    ['a form with another day', (one: Invited, service: string) => complete(one, { service, date: '2040-12-04' }, 60)],
    ['another service', (one: Invited) => patch(one, { service: aService() })],
    ['a longer duration', (one: Invited) => patch(one, { durationMinutes: 120 })],
  ])('moves with the booking by %s', async (_, move) => {
    const service = aService();
    const one = await aBooking({ service });
    await settleAll();
    await move(one, service);
    await settleAll();
    const booking = await bookingOf(one);
    expect(await claimsOf(one)).toEqual([placeOf(booking.startsAt.slice(0, 10), booking)]);
  });

  it.each([
    ['is cancelled', (one: Invited) => cancel(one)],
    ['is erased', erase],
    ['gets a form whose time nobody can read', (one: Invited) => complete(one, { time: 'noon' }, 60)],
  ])('ends when the booking %s', async (_, end) => {
    const one = await aBooking({ service: aService() });
    await settleAll();
    expect(await claimsOf(one)).toHaveLength(1);
    await end(one);
    await settleAll();
    expect(await claimsOf(one)).toEqual([]);
  });

  it.each([
    ['cancelled', (one: Invited) => cancel(one)],
    ['erased', erase],
  ])('is not taken for a booking that was %s before the stream told of it', async (_, end) => {
    const one = await aBooking({ service: aService() });
    const late = await newRecords();
    await end(one);
    await settleAll();
    expect(await settle(late)).toEqual([]);
    expect(await claimsOf(one)).toEqual([]);
  });

  it('is not taken, and no time is lost, for a form that is older than the one that counts', async () => {
    const service = aService();
    const one = await aBooking({ service });
    await settleAll();
    await complete(one, { service, time: '12:00' }, 600);
    await settleAll();
    expect(await claimsOf(one)).toEqual([placeOf(form.date, await bookingOf(one))]);
  });

  it('is taken in any year that a form can name', async () => {
    const booked = [await aBooking({ date: '9999-12-31', time: '23:59' }), await aBooking({ date: '0001-01-01' })];
    await settleAll();
    expect(await Promise.all(booked.map(async (one) => (await bookingOf(one)).overlapsWith))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('comes with the next entry to a booking of a release that claimed nothing', async () => {
    const service = aService();
    const [old, other] = [await aBooking({ service }), await aBooking({ service })];
    // Nobody settled either: what release 0.1.0 has stored.
    await newRecords();
    expect(await claimsOf(old)).toEqual([]);
    await patch(old, { notes: 'Called' });
    await settleAll();
    expect(await claimsOf(old)).toHaveLength(1);
    await expectNone(old);
    await patch(other, { notes: 'Called' });
    await settleAll();
    await expectOverlap(old, other);
  });

  it('is taken in no day that is full, where overlaps are found all the same', async () => {
    const service = aService();
    const [first, second] = [await aBooking({ service }), await aBooking({ service: aService() })];
    await settleAll();
    const place = await placeItem(first);
    const from = Date.parse(`${form.date}T06:00:00Z`);
    for (let count = 1; count < 1_000; count++) {
      const invitationId = invitationIdFor(table.channelId, undefined);
      place.claims[`${invitationId}:early`] = { kind: 'booking', invitationId, from, to: from + 1, units: 1 };
    }
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: place.pk },
        UpdateExpression: 'SET claims = :claims',
        ExpressionAttributeValues: { ':claims': place.claims },
      }),
    );
    await patch(second, { service });
    await settleAll();
    expect(await claimsOf(second)).toEqual([]);
    await expectOverlap(first, second);
    await cancel(second);
    await settleAll();
    await expectNone(first);
  });

  it('names no customer, nor what a form says', async () => {
    const service = `service of ${randomUUID()}`;
    const one = await aBooking({ service, name: 'Alexandra Example' });
    await settleAll();
    const text = JSON.stringify(await placeItem(one));
    for (const personal of [service, 'Alexandra', one.phone]) expect(text).not.toContain(personal);
  });
});

describe('the worklist', () => {
  it('shows an invitation under what needs attention for as long as it does, else among the invitations', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    expect(await listed('invitation')).toEqual(expect.arrayContaining([one.id, other.id]));
    await settleAll();
    expect(await listed('attention')).toEqual(expect.arrayContaining([one.id, other.id]));
    expect(await listed('invitation')).not.toEqual(expect.arrayContaining([one.id]));

    await patch(one, { date: form.date, time: '15:00' });
    await settleAll();
    expect(await listed('attention')).not.toEqual(expect.arrayContaining([one.id]));
    expect(await listed('attention')).not.toEqual(expect.arrayContaining([other.id]));
    expect(await listed('invitation')).toEqual(expect.arrayContaining([one.id, other.id]));
  });

  it.each([
    ['is unreadable', { time: 'noon' }],
    ['is past', { date: '2020-01-07' }],
    ['is out of hours', { time: '05:00' }],
  ])('shows a booking whose time %s until a person mends or cancels it', async (_, fields) => {
    const service = aService();
    const [mended, cancelled] = [
      await aBooking({ service, ...fields }),
      await aBooking({ service: aService(), ...fields }),
    ];
    await settleAll();
    expect(await listed('attention')).toEqual(expect.arrayContaining([mended.id, cancelled.id]));
    await patch(mended, { date: '2041-12-06', time: '12:00' });
    await cancel(cancelled);
    await settleAll();
    expect(await listed('attention')).not.toEqual(expect.arrayContaining([mended.id]));
    expect(await listed('attention')).not.toEqual(expect.arrayContaining([cancelled.id]));
  });

  it('shows it under the day its newest reason arose, not the day of the invitation', async () => {
    const service = aService();
    const unreadable = await aBooking({ service, time: 'noon' });
    const records = await newRecords();
    const on = (day: number) => instantAt(Date.UTC(2041, 11, day, 12));
    const takenOn = (taken: DynamoDBRecord[], day: number) =>
      taken.map((record) => ({
        ...record,
        dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: epochMs(on(day)) / 1000 },
      }));
    await settle(takenOn(records, 3));
    expect(await listed('attention', on(3))).toEqual([unreadable.id]);

    await patch(unreadable, { notes: 'Called, no answer' });
    await settle(takenOn(await newRecords(), 4));
    expect(await listed('attention', on(3))).toEqual([unreadable.id]);

    await complete(unreadable, { service, time: '23:00' }, -60);
    await settle(takenOn(await newRecords(), 5));
    expect(await listed('attention', on(5))).toEqual([unreadable.id]);
    expect(await listed('attention', on(3))).toEqual([]);
  });
});
