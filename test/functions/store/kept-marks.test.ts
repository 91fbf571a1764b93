import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import type { Attendance } from '../../../functions/shared/domain/booking/attendance.ts';
import { MOST_OVERLAPS } from '../../../functions/shared/domain/booking/attention.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { writeAttendance } from '../../../functions/shared/store/booking/attendance.ts';
import { writeAttention } from '../../../functions/shared/store/booking/attention.ts';
import { writeClosureMark } from '../../../functions/shared/store/booking/closure-marks.ts';
import { writeLateApproval } from '../../../functions/shared/store/booking/due-approval.ts';
import { readChat } from '../../../functions/shared/store/customer/chats.ts';
import { markErased } from '../../../functions/shared/store/customer/erased-chats.ts';
import { writeTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import { createInvitation, readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { invitationKey } from '../../../functions/shared/store/table/keys.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const startsAt = at(86_400);
const actor = { kind: 'owner' } as const;
const chatId = ChatId.parse('34600111222@c.us');

let made = 0;
const anId = (): InvitationId => {
  made += 1;
  return InvitationId.parse(`0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`);
};
/** An invitation with a booking that took a place. */
async function aBooking(table: Table, more: object = {}, booking: object = {}): Promise<Invitation> {
  const placed = { timeZone: 'UTC', attention: [], state: 'booked', startsAt, resources: ['ana'], ...booking };
  const facts = { invitationId: anId(), channelId: table.channelId, recipient: { chatId }, createdAt: at(0) };
  const invitation = aStoredInvitation({ ...facts, booking: placed, revision: 1, ...more });
  await createInvitation(table, invitation, { expiresAt: at(3_600) });
  return invitation;
}
const itemOf = (table: Table, { invitationId }: Invitation) => readItem(table, invitationKey(invitationId));
const now = async (table: Table, { invitationId }: Invitation) => {
  const invitation = await readInvitation(table, invitationId);
  if (!invitation) throw new Error('The invitation is there.');
  return invitation;
};
const erase = (table: Table, { invitationId }: Invitation) =>
  writeTombstone(table, {
    ...{ ...invitationKey(invitationId), type: 'invitation', createdAt: at(0) },
    ...{ erasedAt: at(0), expiresAt: 1 },
  });

describe('a closure over a booking', () => {
  const table = open('closed');

  it('is marked once, and its mark goes once it is over', async () => {
    const seen = await aBooking(table, {}, { attention: ['form-too-large'] });
    await writeClosureMark(table, seen, false, at(1));
    expect(await now(table, seen)).toEqual(seen);
    await writeClosureMark(table, seen, true, at(2));
    const marked = await now(table, seen);
    expect(marked).toMatchObject({
      ...{ closedSince: at(2), booking: { attention: ['form-too-large', 'outside-opening-hours'] } },
    });
    await writeClosureMark(table, seen, true, at(3));
    expect(await now(table, seen)).toEqual(marked);
    await writeClosureMark(table, marked, false, at(4));
    expect(await now(table, seen)).toEqual(seen);
  });

  it('is not marked of a booking that changed since, or is erased', async () => {
    const seen = await aBooking(table);
    await writeClosureMark(table, { ...seen, revision: 0 }, true, at(1));
    await writeClosureMark(table, { ...seen, notApprovedSince: at(1) }, true, at(1));
    expect(await now(table, seen)).toEqual(seen);
    const late = await aBooking(table, { notApprovedSince: at(0) });
    const { notApprovedSince: _, ...before } = late;
    await writeClosureMark(table, before, true, at(1));
    expect(await now(table, late)).toEqual(late);
    await writeClosureMark(table, late, true, at(1));
    expect(await now(table, late)).toMatchObject({ closedSince: at(1), notApprovedSince: at(0) });
    await erase(table, seen);
    const erased = await itemOf(table, seen);
    await writeClosureMark(table, seen, true, at(1));
    expect(await itemOf(table, seen)).toEqual(erased);
  });
});

describe('a booking that waits for approval', () => {
  const table = open('late');
  const waiting = { state: 'to-approve', approveBy: at(60) };

  it('is marked once as too late, as it was read', async () => {
    const seen = await aBooking(table, {}, waiting);
    expect(await writeLateApproval(table, { ...seen, revision: 2 }, at(61))).toBe(false);
    expect(await writeLateApproval(table, { ...seen, closedSince: at(1) }, at(61))).toBe(false);
    expect(await writeLateApproval(table, seen, at(61))).toBe(true);
    expect(await now(table, seen)).toMatchObject({
      ...{ notApprovedSince: at(61), booking: { state: 'to-approve', attention: ['not-approved'] } },
    });
    expect(await writeLateApproval(table, seen, at(62))).toBe(false);
    const closed = await aBooking(table, { closedSince: at(1) }, waiting);
    const { closedSince: _, ...before } = closed;
    expect([await writeLateApproval(table, before, at(61)), await writeLateApproval(table, closed, at(61))]).toEqual([
      ...[false, true],
    ]);
    const erased = await aBooking(table, {}, waiting);
    await erase(table, erased);
    expect(await writeLateApproval(table, erased, at(61))).toBe(false);
  });
});

describe('a booking that needs attention', () => {
  const table = open('attention');
  const [one, two] = [anId(), anId()];
  const placeOf = async (invitation: Invitation) => {
    const { worklistDay, worklistAt } = (await itemOf(table, invitation)) ?? {};
    return [worklistDay, worklistAt];
  };

  it('is listed under that as long as it does, with the others that take the same time', async () => {
    const seen = await aBooking(table);
    await writeAttention(table, seen, { added: one, since: at(90_000) }, at(5));
    const first = await now(table, seen);
    expect(first).toEqual({
      ...{ ...seen, attentionSince: at(90_000), overlapsWith: new Set([one]) },
      overlapsChanged: { id: expect.any(String), at: at(5) },
    });
    expect(await placeOf(seen)).toEqual(['attention#2031-05#attention', at(90_000)]);
    await writeAttention(table, first, { added: one, since: at(90_000) }, at(6));
    expect(await now(table, seen)).toEqual(first);
    await writeAttention(table, first, { added: two, since: at(90_000) }, at(7));
    const both = await now(table, seen);
    expect(both).toMatchObject({ overlapsWith: new Set([one, two]), overlapsChanged: { at: at(7) } });
    expect(both.overlapsChanged?.id).not.toBe(first.overlapsChanged?.id);
    await writeAttention(table, both, { removed: one, since: at(90_000) }, at(8));
    await writeAttention(table, both, { removed: one, since: at(90_000) }, at(9));
    const left = await now(table, seen);
    expect(left).toMatchObject({ overlapsWith: new Set([two]), overlapsChanged: { at: at(8) } });
    await writeAttention(table, left, { removed: two, since: undefined }, at(10));
    const { overlapsChanged, ...rest } = await now(table, seen);
    expect([rest, overlapsChanged?.at]).toEqual([seen, at(10)]);
    expect(await placeOf(seen)).toEqual(['attention#2031-05-06#invitation', at(0)]);
  });

  it('names so many others at most', async () => {
    const ids = Array.from({ length: MOST_OVERLAPS - 1 }, anId);
    const seen = await aBooking(table, { overlapsWith: new Set(ids), attentionSince: at(1) });
    await writeAttention(table, seen, { added: one, since: at(1) }, at(5));
    await writeAttention(table, seen, { added: two, since: at(1) }, at(6));
    expect((await now(table, seen)).overlapsWith).toEqual(new Set([...ids, one]));
  });

  it('is marked without others, unless its history or its place in the worklist changed, or it is erased', async () => {
    const seen = await aBooking(table);
    const attend = (as: Invitation) => writeAttention(table, as, { since: at(1) }, at(5));
    await attend({ ...seen, revision: 2 });
    await attend({ ...seen, attentionSince: at(0) });
    expect(await now(table, seen)).toEqual(seen);
    await attend(seen);
    expect(await now(table, seen)).toEqual({ ...seen, attentionSince: at(1) });
    const gone = await aBooking(table);
    await erase(table, gone);
    const erased = await itemOf(table, gone);
    await attend(gone);
    expect(await itemOf(table, gone)).toEqual(erased);
  });
});

describe('whether a customer came', () => {
  const noted = (value: Attendance['value'], seconds: number, start = startsAt): Attendance => ({
    ...{ value, at: at(seconds), actor, startsAt: start },
  });
  const counts = async (table: ReturnType<typeof open>) => {
    const { came = 0, noShow = 0 } = (await readChat(table, chatId)) ?? {};
    return { came, noShow };
  };

  it('is counted for them once for each appointment, and a correction moves the count', async () => {
    const table = open('counts');
    const booking = await aBooking(table);
    expect(await writeAttendance(table, booking, noted('no-show', 1))).toBe('written');
    expect(await counts(table)).toEqual({ came: 0, noShow: 1 });
    expect(await writeAttendance(table, await now(table, booking), noted('came', 2))).toBe('written');
    expect(await counts(table)).toEqual({ came: 1, noShow: 0 });
    expect(await writeAttendance(table, await now(table, booking), noted('no-show', 3, at(5)))).toBe('written');
    expect(await counts(table)).toEqual({ came: 1, noShow: 1 });
    expect(await readChat(table, chatId)).toMatchObject({ chatId, channelId: 'counts', createdAt: at(1) });
  });

  it('is not noted of a customer who was erased, nor while somebody else writes', async () => {
    const table = open('conflicts');
    const booking = await aBooking(table);
    const send = vi.spyOn(table.client, 'send').mockImplementationOnce(() => {
      const reasons = [{ Code: 'TransactionConflict' }, { Code: 'None' }];
      const busy = { message: 'busy', $metadata: {}, CancellationReasons: reasons };
      throw new TransactionCanceledException(busy);
    });
    expect(await writeAttendance(table, booking, noted('came', 1))).toBe('lost-race');
    send.mockRestore();
    await markErased(table, chatId, at(0));
    expect(await writeAttendance(table, { ...booking, revision: 2 }, noted('came', 1))).toBe('lost-race');
    expect(await writeAttendance(table, booking, noted('came', 1))).toBe('erased');
    expect(await now(table, booking)).toEqual(booking);
    expect(await counts(table)).toEqual({ came: 0, noShow: 0 });
    const later = await aBooking(table, { createdAt: at(1) });
    expect(await writeAttendance(table, later, noted('came', 1))).toBe('written');
  });
});
