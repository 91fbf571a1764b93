import { randomUUID } from 'node:crypto';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { aForm, completionBody, secondsAgo } from '../support/webhooks.ts';
import { type Answer, startWorld } from '../support/world.ts';

const world = await startWorld();
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
async function check(Records: DynamoDBRecord[]): Promise<string[]> {
  const { handler } = await import('../../functions/check-overlaps/handler.ts');
  const { batchItemFailures } = await handler({ Records }, {} as never);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

let readUpTo: string | undefined;

/** What the stream's filter lets through of the records since the last time. */
async function newRecords(): Promise<DynamoDBRecord[]> {
  const records = await world.engine.stream.read(readUpTo, 10_000);
  readUpTo = records.at(-1)?.dynamodb?.SequenceNumber ?? readUpTo;
  return records.filter(({ dynamodb }) => dynamodb?.NewImage?.['booking'] ?? dynamodb?.OldImage?.['booking']);
}

/** Checks until the stream is quiet, as it ends by itself. Answers how many records that took. */
async function checkAll(): Promise<number> {
  let count = 0;
  for (let records = await newRecords(); records.length > 0; records = await newRecords()) {
    expect(await check(records)).toEqual([]);
    count += records.length;
    expect(count, 'the check goes on for ever').toBeLessThan(1_000);
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

/** The invitations that stand in today's worklist under a kind. */
async function listed(kind: 'invitation' | 'attention', at = new Date()): Promise<string[]> {
  const query = new QueryCommand({
    TableName: table.name,
    IndexName: 'worklist',
    KeyConditionExpression: 'worklistDay = :day',
    ExpressionAttributeValues: { ':day': `${table.channelId}#${at.toISOString().slice(0, 10)}#${kind}` },
  });
  const { Items = [] } = await table.client.send(query);
  return Items.map(({ pk }) => String(pk).replace('invitation#', ''));
}

beforeEach(async () => {
  await checkAll();
  await world.announce();
});

describe('two bookings of the same service', () => {
  it('at the same time are both marked, each with the other, and announced once', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service, time: '10:45' })];
    await world.announce();
    await checkAll();
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
    await checkAll();
    await expectNone(one);
    expect((await bookingOf(other)).overlapsWith).toBeUndefined();
  });

  it('overlap across midnight and the end of a month, however long they take', async () => {
    const service = aService();
    const long = await aBooking({ service, date: '2041-12-31', time: '15:00' });
    await patch(long, { durationMinutes: 1440 });
    const late = await aBooking({ service, date: '2042-01-01', time: '14:45' });
    await checkAll();
    expect((await bookingOf(long)).overlapsWith).toEqual([late.id]);
    expect((await bookingOf(late)).overlapsWith).toEqual([long.id]);
  });

  it('that are three are marked each with the other two', async () => {
    const service = aService();
    const booked = [await aBooking({ service }), await aBooking({ service }), await aBooking({ service })];
    await checkAll();
    await expectOverlap(...booked);
    const [first, ...others] = booked;
    if (first) await cancel(first);
    await checkAll();
    await expectOverlap(...others);
  });
});

describe('bookings of different services', () => {
  it('share the time in peace', async () => {
    const booked = [await aBooking({ service: aService() }), await aBooking({ service: aService() })];
    await checkAll();
    await expectNone(...booked);
    expect((await world.announce()).map(({ type }) => type)).not.toContain('Appointment Changed');
  });

  it('overlap once one of them is given the service of the other', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service: aService() })];
    await patch(other, { service });
    await checkAll();
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
      await checkAll();
      await world.announce();
      const one = booked[ended];
      const left = booked[1 - ended];
      if (one) await end(one, service);
      await checkAll();
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
    await checkAll();
    await expectOverlap(one, other);
    await world.announce();
    const { body } = await world.call({
      route: 'DELETE /customers',
      query: { phone: one.phone },
      headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
    });
    expect(body).toMatchObject({ complete: true, erased: { bookings: 1 } });
    await checkAll();
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
      await checkAll();
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
    await checkAll();
    await world.announce();
    await cancel(one);
    await checkAll();
    const about = (await world.announce()).filter(({ detail }) => detail['invitationId'] === one.id);
    expect(about.map(({ type }) => type)).toEqual(['Appointment Cancelled']);
    expect(await bookingOf(one)).toMatchObject({ state: 'cancelled', attention: [] });
  });
});

describe('the check', () => {
  it('changes nothing when it is repeated, and nothing because of what it wrote', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    const records = await newRecords();
    await check(records);
    const written = await newRecords();
    expect(written).toHaveLength(2);
    for (const again of [records, written, [...records, ...written].reverse()]) {
      expect(await check(again)).toEqual([]);
      expect(await newRecords()).toEqual([]);
    }
    await expectOverlap(one, other);
  });

  it('marks two bookings that are checked at the same time, by two who do not know of each other', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    const records = await newRecords();
    await Promise.all(records.map((record) => check([record])));
    await expectOverlap(one, other);
    await checkAll();
    expect((await world.announce()).filter(({ type }) => type === 'Appointment Changed')).toHaveLength(2);
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
        // Some are checked while the next thing happens, others wait; some come twice.
        const begun = waiting.filter(() => roll(2) === 1);
        running.push(...begun.map((record) => check([record])));
        waiting = waiting.filter((record) => !begun.includes(record) || roll(4) === 0);
        await steps[what](booked[which] ?? booked[0], { service, time: '10:15' }, -index);
        waiting.push(...(await newRecords()));
      }
      running.push(...waiting.map((record) => check([record])));
      expect((await Promise.all(running)).flat()).toEqual([]);
      await newRecords();
      await expectMarksToFit(booked);
    };
    const stories = fc.array<Step>(aStep, { minLength: 3, maxLength: 6 });
    await fc.assert(fc.asyncProperty(stories, fc.infiniteStream(fc.nat()), story), { numRuns: 6 });
  });

  it('waits for the agenda to show a booking, and leaves it to the stream if that takes too long', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    const records = await newRecords();
    const isHidden = { pk: `invitation#${one.id}` };
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: isHidden,
        UpdateExpression: 'REMOVE agendaMonth',
        ReturnValues: 'ALL_OLD',
      }),
    );
    const late = records.find(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S === isHidden.pk);
    expect(await check(records)).toEqual([late?.dynamodb?.SequenceNumber]);
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: isHidden,
        UpdateExpression: 'SET agendaMonth = :month',
        ExpressionAttributeValues: { ':month': Attributes?.['agendaMonth'] },
      }),
    );
    expect(await check(records)).toEqual([]);
    await expectOverlap(one, other);
  });

  it('isolates a record it cannot read and checks the others', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    const poison = { dynamodb: { SequenceNumber: 'poison', NewImage: { type: { S: 'invitation' } } } };
    expect(await check([poison, ...(await newRecords())])).toEqual(['poison']);
    await expectOverlap(one, other);
  });
});

describe('the worklist', () => {
  it('shows an invitation under what needs attention for as long as it does, else among the invitations', async () => {
    const service = aService();
    const [one, other] = [await aBooking({ service }), await aBooking({ service })];
    expect(await listed('invitation')).toEqual(expect.arrayContaining([one.id, other.id]));
    await checkAll();
    expect(await listed('attention')).toEqual(expect.arrayContaining([one.id, other.id]));
    expect(await listed('invitation')).not.toEqual(expect.arrayContaining([one.id]));

    await patch(one, { date: form.date, time: '15:00' });
    await checkAll();
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
    await checkAll();
    expect(await listed('attention')).toEqual(expect.arrayContaining([mended.id, cancelled.id]));
    await patch(mended, { date: '2041-12-06', time: '12:00' });
    await cancel(cancelled);
    await checkAll();
    expect(await listed('attention')).not.toEqual(expect.arrayContaining([mended.id]));
    expect(await listed('attention')).not.toEqual(expect.arrayContaining([cancelled.id]));
  });

  it('shows it under the day its newest reason arose, not the day of the invitation', async () => {
    const service = aService();
    const unreadable = await aBooking({ service, time: 'noon' });
    const records = await newRecords();
    const on = (day: number) => new Date(Date.UTC(2041, 11, day, 12));
    const takenOn = (taken: DynamoDBRecord[], day: number) =>
      taken.map((record) => ({
        ...record,
        dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: on(day).getTime() / 1000 },
      }));
    await check(takenOn(records, 3));
    expect(await listed('attention', on(3))).toEqual([unreadable.id]);

    await patch(unreadable, { notes: 'Called, no answer' });
    await check(takenOn(await newRecords(), 4));
    expect(await listed('attention', on(3))).toEqual([unreadable.id]);

    await complete(unreadable, { service, time: '23:00' }, -60);
    await check(takenOn(await newRecords(), 5));
    expect(await listed('attention', on(5))).toEqual([unreadable.id]);
    expect(await listed('attention', on(3))).toEqual([]);
  });
});
