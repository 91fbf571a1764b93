/** The drill of docs/runbook.md, "Restore of the table", on one machine. */
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { ifConditionHeld } from '../../functions/shared/store/table/table.ts';
import { eventually } from '../local/support/eventually.ts';
import { aClinicContract } from '../support/clinic.ts';
import { withReminders } from '../support/reminder-terms.ts';
import { aPhone } from '../support/webhooks.ts';
import type { Item } from './support/drilled-stack.ts';
import { prepareDrill } from './support/restore-drill.ts';

/** A working day within the horizon. */
const DAY = [7, 8, 9].map((days) => Temporal.Now.plainDateISO('UTC').add({ days })).find((day) => day.dayOfWeek < 6);
/** The customers of that day are reminded five days before it, at any hour. */
const REMINDED_MINUTES_BEFORE = 5 * 1440;
const contract = withReminders(aClinicContract({ horizonDays: 60, leadMinutes: 60 }), {
  reminders: [
    { key: 'day-before', before: { minutes: REMINDED_MINUTES_BEFORE }, lateByMinutes: 1440 },
    { key: 'two-hours', before: { minutes: 120 } },
  ],
});
const NINE = Temporal.PlainDateTime.from(`${DAY}T09:00`).toZonedDateTime(contract.booking.timeZone).epochMilliseconds;
const REMINDED_AT = NINE - REMINDED_MINUTES_BEFORE * 60_000;

/** What was said and done: the kinds of items that the runbook copies as they are in the old table. */
const COPIED = [
  ...['chat#', 'name#', 'question#', 'intent#', 'wish#', 'message#', 'notice#', 'reminder#'],
  ...['staff#', 'staff-message#', 'staff-tap#', 'key#', 'closure#'],
];
/** Those of which it copies what the restored table does not have. */
const COPIED_IF_MISSING = ['invitation#', 'place#', 'approval#'];

const pkOf = ({ pk }: Item): string => pk?.S ?? '';
const isOneOf = (kinds: readonly string[], item: Item): boolean => kinds.some((kind) => pkOf(item).startsWith(kind));

const forgotten = aPhone();
const everybody = [aPhone(), aPhone(), aPhone(), aPhone(), aPhone(), aPhone()] as const;
const [reminded, waiting, wishing, fickle, phoned, leaving] = everybody;
const drill = await prepareDrill(contract, String(DAY));

// Until the moment.
const before = await drill.start('lost');
await before.simulator.advance(Math.max(0, Math.floor((REMINDED_AT - before.now().getTime()) / 1000) - 90 * 60));
for (const phone of everybody) await before.simulator.write(phone, 'Good morning');
const kept = await before.booked('09:00', reminded);
const [cancelledLater, movedLater] = [await before.booked('10:00', fickle), await before.booked('15:30')];
await before.simulator.write(forgotten, 'Good morning');
const erased = await before.booked('16:30', forgotten);
const invited = await before.invite(waiting);
await Promise.all([kept, cancelledLater, erased].map((id) => before.untilTold(id)));
await before.untilQuiet();
await before.watchChannel();
await before.untilQuiet();
await drill.keepTable('lost', 'moment');

// After it, and then a bad release.
const after = await drill.start('lost');
await after.cancel(cancelledLater);
expect((await after.erase(forgotten)).status).toBe(200);
const byHand = await after.booked('11:00', phoned);
await after.move(movedLater, '12:00');
await after.simulator.write(leaving, 'Stop');
await after.simulator.write(wishing, 'I want to book an appointment');
await after.complete(waiting, invited.messageId, '13:00');
const byWish = await after.untilInvited(wishing);
await after.complete(wishing, await after.formOf(wishing), '14:00');
// Before the hour leaps over the time within which they have to be told.
await after.untilTold(cancelledLater, 2);
await Promise.all([byHand, invited.invitationId, byWish].map((id) => after.untilTold(id)));
await after.simulator.advance(3600);
await after.untilReminded(kept);
await after.untilQuiet();
const broken = await drill.startWithout('publish-events', 'lost');
const unannounced = await broken.booked('15:00');
await broken.untilGivenUp('publish-events');
// By then all of them were reminded.
await Promise.all([byHand, invited.invitationId, byWish].map(broken.untilReminded));
await broken.untilQuiet();
const old = await broken.scan();
const told = await Promise.all(everybody.map(broken.toldTo));

// The restore, as the runbook has it.
await drill.restore('lost', 'moment', 'restored');
const differing: string[] = [];
await drill.beforeSwitch('restored', async (table, TableName) => {
  for (const Item of old.filter((item) => isOneOf(COPIED, item))) {
    await table.send(new PutItemCommand({ TableName, Item }));
  }
  for (const Item of old.filter((item) => isOneOf(COPIED_IF_MISSING, item))) {
    const put = { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' };
    await ifConditionHeld(table.send(new PutItemCommand(put)));
  }
  for (const { pk, revision } of old.filter((item) => isOneOf(['invitation#'], item))) {
    const { Item } = await table.send(new GetItemCommand({ TableName, Key: { pk: pk ?? { S: '' } } }));
    if (Item?.['revision']?.N !== revision?.N) differing.push(pk?.S ?? '');
  }
  const Key = { pk: { S: `places#${contract.channel.id}` } };
  await table.send(new DeleteItemCommand({ TableName, Key }));
});
const restored = await drill.start('restored');

describe('a restored table', () => {
  let afterErasure: string;

  it('has the bookings of the moment, as they were then, and those that were made since', async () => {
    const made = [byHand, byWish, unannounced];
    expect((await restored.bookings()).sort()).toEqual([kept, cancelledLater, movedLater, erased, ...made].sort());
    expect((await restored.invitation(cancelledLater)).body['booking']).toMatchObject({ state: 'booked' });
    expect((await restored.invitation(invited.invitationId)).body).toMatchObject({ status: 'accepted' });
  });

  it('lacks what was changed since: the comparison with the old one lists it', () => {
    const changed = [cancelledLater, movedLater, erased, invited.invitationId];
    expect(differing.sort()).toEqual(changed.map((id) => `invitation#${id}`).sort());
  });

  it('gives no place until all bookings have theirs', async () => {
    expect((await restored.book('11:00')).status).toBe(503);
    const { exitCode, stdout } = await restored.channel('claims', 'rebuild');
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/^(\S+ at \S+: was given its place\.\n){3}Looked at/),
    ]);
    for (const time of ['09:00', '11:00', '15:00']) expect((await restored.book(time)).status).toBe(409);
  });

  it('forgets the customers who were erased since, once they are erased again', async () => {
    expect((await restored.erase(forgotten)).status).toBe(200);
    expect((await restored.invitation(erased)).status).toBe(404);
    afterErasure = await restored.booked('16:30');
  });

  it('writes to nobody who opted out since', async () => {
    const { status, body } = await restored.invitationTo(leaving);
    expect([status, body['type']]).toEqual([422, expect.stringMatching('opted-out')]);
  });

  it('takes up forms from the provider that came after the moment, once the channel was off its list', async () => {
    expect((await restored.channel('unregister')).exitCode).toBe(0);
    await restored.watchChannel();
    expect((await restored.channel('register')).exitCode).toBe(0);
    await restored.watchChannel();
    const { body } = await eventually(async () => {
      const answer = await restored.invitation(invited.invitationId);
      return answer.body['status'] === 'completed' ? answer : undefined;
    });
    expect(body['booking']).toMatchObject({ state: 'booked', customerName: 'Alex' });
    await restored.untilQuiet();
  });

  it('gets back by copy what staff changed since, with its place where that is free and as overridden where it is not', async () => {
    const newcomer = await restored.booked('12:00');
    for (const item of old) {
      if ([cancelledLater, movedLater].some((id) => pkOf(item) === `invitation#${id}`)) await restored.putItem(item);
    }
    const { exitCode, stdout } = await restored.channel('claims', 'rebuild');
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(new RegExp(`^${movedLater} at .*: was given its place, overriding slot-taken\\.$`, 'm'));
    expect(stdout).toContain(`${cancelledLater}: a claim without a booking was released.`);
    const standing = [
      kept,
      invited.invitationId,
      newcomer,
      afterErasure,
      byHand,
      movedLater,
      byWish,
      unannounced,
    ].sort();
    expect((await restored.bookings()).sort()).toEqual(standing);
    expect((await restored.calendar()).sort()).toEqual(standing);
    // What the cancelled and the moved one leave is free.
    for (const time of ['10:00', '15:30']) await restored.booked(time);
  });

  it('is in order once a person has settled what overlaps', async () => {
    const { exitCode, stdout } = await restored.channel('claims', 'rebuild', '--check');
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining(`${movedLater} at `)]);
    expect((await restored.move(movedLater, '16:00')).status).toBe(200);
    expect(await restored.channel('claims', 'rebuild', '--check')).toMatchObject({ exitCode: 0 });
  });

  it('tells the bus what a function had given up, under the id that it has by the copy as well', async () => {
    const { findings } = (await restored.channel('doctor', '--json')).json();
    expect(findings).toContainEqual(expect.objectContaining({ check: 'Failure bucket', verdict: 'fault' }));
    const { exitCode, stdout } = await restored.channel('replay');
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^Replayed \d+: what they tell is on its way\.\n$/)]);
    const announced = await eventually(() => {
      const ids = restored.events().flatMap((event) => {
        const isIt = event['detail-type'] === 'Appointment Booked' && event.detail['invitationId'] === unannounced;
        return isIt ? [event.detail['eventId']] : [];
      });
      return ids.length > 1 && ids;
    });
    expect(new Set(announced).size).toBe(1);
    expect((await restored.channel('replay')).stdout).toBe('Nothing was replayed.\n');
  });

  it('tells nobody twice what they were told, invites and reminds nobody twice', async () => {
    await restored.untilQuiet();
    await restored.watchChannel();
    await restored.untilQuiet();
    expect(await Promise.all(everybody.map(restored.toldTo))).toEqual(told);
  });
});
