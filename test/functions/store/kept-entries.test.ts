import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { BookingDetails } from '../../../functions/shared/domain/booking/booking.ts';
import { HistoryEntry } from '../../../functions/shared/domain/booking/booking-history.ts';
import { HISTORY_LIMIT } from '../../../functions/shared/domain/booking/history-limit.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { StoredPlace } from '../../../functions/shared/domain/places/day.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import {
  addToHistory,
  appendAfterRead,
  rewriteEntry,
} from '../../../functions/shared/store/booking/booking-entries.ts';
import { writeTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import { createInvitation, readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { writeWith } from '../../../functions/shared/store/places/days.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { invitationKey } from '../../../functions/shared/store/table/keys.ts';
import { ItemTooLarge } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const table = open('entries');
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const policy = aContract();
const startsAt = at(86_400);
const read = BookingDetails.parse({ timeZone: 'UTC', attention: [], startsAt, endsAt: at(90_000) });
const actor = { kind: 'owner' };
const completion = (seconds: number, more: object = {}) =>
  HistoryEntry.parse({ kind: 'completion', at: at(seconds), fields: '{}', read, ...more });
const cancellation = (seconds: number) => HistoryEntry.parse({ kind: 'cancellation', at: at(seconds), actor });

let made = 0;
async function anInvitation(more: object = {}): Promise<Invitation> {
  made += 1;
  const invitationId = `0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`;
  const invitation = aStoredInvitation({ invitationId, channelId: 'entries', ...more });
  await createInvitation(table, invitation, { expiresAt: at(1) });
  return invitation;
}
const add = ({ invitationId }: Invitation, id: string, entry: HistoryEntry) =>
  addToHistory(table, invitationId, { id, entry }, policy);
const append = ({ invitationId }: Invitation, id: string, entry: HistoryEntry, options = {}) =>
  appendAfterRead(table, invitationId, id, () => ({ entry }), policy, options);
const itemOf = async ({ invitationId }: Invitation) => (await readItem(table, invitationKey(invitationId))) ?? {};
const now = async (invitation: Invitation) => (await readInvitation(table, invitation.invitationId)) ?? invitation;
const entriesOf = async (invitation: Invitation) => Object.keys((await now(invitation)).history).sort();
const set = ({ invitationId }: Invitation, name: string, value: unknown) =>
  table.client.send(
    new UpdateCommand({
      ...{ TableName: table.name, Key: invitationKey(invitationId), UpdateExpression: `SET ${name} = :value` },
      ExpressionAttributeValues: { ':value': value },
    }),
  );

describe('the first form', () => {
  const forms = async (send: () => Promise<unknown>) => {
    const asked = vi.spyOn(table.client, 'send');
    await send();
    const names = asked.mock.calls.map(([command]) => command.constructor.name);
    asked.mockRestore();
    return names;
  };

  it('is one write, and any other entry is written in view of the others', async () => {
    const invitation = await anInvitation();
    expect(await forms(() => add(invitation, 'one', completion(1)))).toEqual(['UpdateCommand']);
    const inView = ['GetCommand', 'UpdateCommand'];
    expect(await forms(() => add(invitation, 'two', completion(2)))).toEqual(['UpdateCommand', ...inView]);
    expect(await forms(() => add(invitation, 'zero', completion(0)))).toEqual(['UpdateCommand', ...inView]);
    expect(await forms(() => add(invitation, 'three', cancellation(3)))).toEqual(inView);
    const seen = await now(invitation);
    expect(await forms(() => append(invitation, 'four', cancellation(4), { seen }))).toEqual(['UpdateCommand']);
    expect(await now(invitation)).toMatchObject({ revision: 5, booking: { state: 'cancelled', startsAt } });
  });

  it('gives way to a newer one, which without a time takes the booking out of the agenda', async () => {
    const invitation = await anInvitation();
    await add(invitation, 'one', completion(1));
    expect(await itemOf(invitation)).toMatchObject({ startsAt, agendaMonth: 'entries#2031-05' });
    await add(invitation, 'two', completion(2, { read: { timeZone: 'UTC', attention: ['date-missing'] } }));
    const item = await itemOf(invitation);
    expect(item).not.toHaveProperty('startsAt');
    expect(item).not.toHaveProperty('agendaMonth');
    expect(item).toMatchObject({ revision: 2, booking: { attention: ['date-missing'] } });
  });

  it('is not added to an invitation that is erased', async () => {
    const invitation = await anInvitation();
    const tombstone = { ...invitationKey(invitation.invitationId), type: 'invitation', createdAt: at(0), expiresAt: 1 };
    await writeTombstone(table, { ...tombstone, erasedAt: at(5) });
    const erased = { result: 'erased', erasedAt: at(5) };
    expect([await add(invitation, 'one', completion(6)), await append(invitation, 'one', cancellation(6))]).toEqual([
      ...[erased, erased],
    ]);
    expect(await itemOf(invitation)).toMatchObject(tombstone);
  });
});

describe('an entry that is written in view of the others', () => {
  it('is decided anew if somebody else was faster than who had just read', async () => {
    const invitation = await anInvitation();
    const seen = await now(invitation);
    await add(invitation, 'one', completion(1));
    expect(await append(invitation, 'two', cancellation(2), { seen })).toMatchObject({ result: 'recorded' });
    expect(await entriesOf(invitation)).toEqual(['one', 'two']);
    expect(await append(invitation, 'two', cancellation(2))).toMatchObject({ result: 'duplicate' });
  });

  it('that books nothing leaves no booking', async () => {
    const invitation = await anInvitation({ booking: { ...read, state: 'booked' } });
    await set(invitation, 'agendaMonth', 'entries#2031-05');
    await set(invitation, 'startsAt', startsAt);
    expect(await append(invitation, 'one', cancellation(1))).toMatchObject({ result: 'recorded' });
    const item = await itemOf(invitation);
    for (const name of ['booking', 'agendaMonth', 'startsAt']) expect(item).not.toHaveProperty(name);
    await set(invitation, 'notApprovedSince', at(0));
    await append(invitation, 'two', cancellation(2));
    expect(await itemOf(invitation)).not.toHaveProperty('notApprovedSince');
  });

  it('may be the same form of a booking that waits for approval: it waits as before', async () => {
    const place = { outcome: 'placed', startsAt, endsAt: at(90_000), timeZone: 'UTC', service: 'cut' };
    const asked = (seconds: number) =>
      completion(seconds, { place: { ...place, serviceTitle: 'Cut', resources: ['ana'], approveBy: at(60) } });
    const invitation = await anInvitation();
    await add(invitation, 'one', asked(1));
    expect(await now(invitation)).toMatchObject({ booking: { state: 'to-approve', approveBy: at(60) } });
    await set(invitation, 'notApprovedSince', at(61));
    await append(invitation, 'two', asked(2));
    expect(await now(invitation)).toMatchObject({
      ...{ revision: 2, notApprovedSince: at(61), booking: { state: 'to-approve', attention: ['not-approved'] } },
    });
  });

  it('keeps a hold unless it takes a place', async () => {
    const form = 'aaaaaaaa-0000-4000-8000-000000000000';
    const invitation = await anInvitation();
    const held = StoredPlace.parse({ claimId: `${invitation.invitationId}:hold-${form}`, days: [] });
    await set(invitation, 'held', held);
    await append(invitation, `live-${form}`, completion(1), { seen: { ...(await now(invitation)), held: undefined } });
    expect(await now(invitation)).toMatchObject({ held, revision: 1 });
  });

  it('takes no place if another hold was taken since', async () => {
    const invitation = await anInvitation();
    const place = StoredPlace.parse({ claimId: 'claim', days: [] });
    const placeChange = { place, write: writeWith(table, [], policy) };
    const rewrite = (as: Invitation) =>
      rewriteEntry(table, as, { id: 'one', entry: completion(1), placeChange }, policy);
    await set(invitation, 'held', place);
    expect(await rewrite(invitation)).toBeUndefined();
    expect(await rewrite({ ...invitation, held: place, revision: 1 })).toBeUndefined();
    expect(await rewrite({ ...invitation, held: place })).toMatchObject({ place, held: place, revision: 1 });
    const confirmed = { id: 'live-aaaaaaaa-0000-4000-8000-000000000000', entry: completion(1), placeChange };
    expect(await rewriteEntry(table, await anInvitation(), confirmed, policy)).toMatchObject({ place, revision: 1 });
  });

  it('may be newer than a form of an earlier release that has to go', async () => {
    const unread = { kind: 'completion', at: at(1), fields: '{}' };
    const byHand = { kind: 'booking', at: at(2), booking: read, actor };
    const more = Array.from({ length: HISTORY_LIMIT }, (_, index) => [`change-${index}`, cancellation(3 + index)]);
    const history = { form: unread, hand: byHand, ...Object.fromEntries(more) };
    const invitation = await anInvitation({ history, booking: { ...read, state: 'cancelled' }, revision: 22 });
    expect(await append(invitation, 'last', cancellation(99))).toMatchObject({ result: 'recorded' });
    const left = await entriesOf(invitation);
    expect([left.length, left.includes('form'), left.includes('hand')]).toEqual([HISTORY_LIMIT, false, true]);
  });
});

describe('a history that fills its item', () => {
  const large = (kilobytes: number) => 'x'.repeat(kilobytes * 1024);
  /** Entries as release 0.1.0 wrote them, unpacked. */
  async function aLargeOne(...kilobytes: number[]): Promise<Invitation> {
    const invitation = await anInvitation({ revision: kilobytes.length });
    const entries = kilobytes.map((size, index) => [
      ...[`entry-${index + 1}`, { kind: 'change', at: at(index + 1), changes: { notes: large(size) }, actor }],
    ]);
    await set(invitation, 'history', Object.fromEntries(entries));
    return invitation;
  }
  /** Something that cannot be packed smaller. */
  const random = (kilobytes: number) =>
    Buffer.from(Array.from({ length: kilobytes * 768 }, () => Math.floor(Math.random() * 256))).toString('base64');

  it.each([
    ['four', [80, 80, 80, 80, 60], ['entry-3', 'entry-4', 'entry-5', 'new']],
    ['two', [10, 150, 150, 70], ['entry-4', 'new']],
  ])('keeps its newest %s with a new one', async (_, sizes, left) => {
    const invitation = await aLargeOne(...sizes);
    const entry = completion(9, { fields: random(80) });
    expect(await add(invitation, 'new', entry)).toMatchObject({ result: 'recorded' });
    expect(await entriesOf(invitation)).toEqual(left);
  });

  it('takes none that would not fit alone', async () => {
    const invitation = await aLargeOne(10);
    const tooLarge = add(invitation, 'new', completion(9, { fields: random(600) }));
    await expect(tooLarge).rejects.toThrow(ItemTooLarge);
    expect(await entriesOf(invitation)).toEqual(['entry-1']);
  });
});
