import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvitationId, invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { tellCustomer } from '../../../functions/shared/operations/notices/tell-customer.ts';
import { remindCustomer } from '../../../functions/shared/operations/reminders/remind-customer.ts';
import { oneMsg } from '../../../functions/shared/provider/one-msg.ts';
import { setUpForProvider } from '../../../functions/shared/setup.ts';
import { aContract } from '../../support/contract.ts';
import { createInterruptedLine } from '../../support/interrupted-line.ts';
import { watchLog } from '../../support/logged-lines.ts';
import { EVENING, withReminders } from '../../support/reminder-terms.ts';
import { createReminded } from '../../support/reminders.ts';
import { type LineCall, useTableModel } from '../../support/table-model.ts';
import { startWorld } from '../../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(withReminders(aContract()), useTableModel(line.pass));
const { aBooking, anOpenWindow, cancel, passTo, reminded, ends } = createReminded(world);
const { contract, table, keys, providerUrl, given } = setUpForProvider();
const context = { contract, table, keys, provider: oneMsg(providerUrl, contract, given) };
const noTurn = async () => false;
const logged = watchLog();

afterEach(() => {
  vi.useRealTimers();
});

const enough = () => 60_000;
const tooLittle = () => 6_999;
const erase = (phone: string) =>
  world.call({
    route: 'DELETE /customers',
    query: { phone },
    headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
  });

describe('whoever looks at the reminders of a booking hears', () => {
  const remind = (id: unknown, remainingMs = enough, more: object = {}) =>
    remindCustomer({ ...context, ...more }, InvitationId.parse(id), remainingMs);

  it('that nothing is left to do, before it is time and after it was sent', async () => {
    const { id: invitationId, phone } = await anOpenWindow();
    expect(await remind(invitationId)).toEqual({ invitationId, kind: 'done', sent: [] });
    passTo(EVENING);
    expect(await remind(invitationId)).toEqual({ invitationId, kind: 'done', sent: ['accepted'] });
    expect(await remind(invitationId)).toEqual({ invitationId, kind: 'done', sent: [] });
    expect(reminded(phone)).toEqual(['day-before']);
  });

  it.each([
    ['time', tooLittle, {}],
    ['a turn', enough, { pace: noTurn }],
  ])('that it is postponed where there is no %s to send what is due', async (_, remainingMs, more) => {
    const { id: invitationId, phone } = await anOpenWindow();
    passTo(EVENING);
    expect(await remind(invitationId, remainingMs, more)).toEqual({ invitationId, kind: 'postponed', sent: [] });
    expect(reminded(phone)).toEqual([]);
    expect((await ends(invitationId))[0]).toBe('day-before: planned');
  });

  it('by the log, with its booking, that it was sent and how', async () => {
    const { id: invitationId } = await anOpenWindow();
    passTo(EVENING);
    logged();
    await remind(invitationId);
    expect(logged().filter(({ message }) => message === 'message was sent')).toMatchObject([
      { invitationId, about: 'reminder', carrier: 'text', outcome: 'accepted' },
    ]);
  });

  it('that nothing is left to do, without a turn, where nothing is due', async () => {
    const { id: invitationId } = await anOpenWindow();
    expect(await remind(invitationId, enough, { pace: noTurn })).toEqual({ invitationId, kind: 'done', sent: [] });
  });

  it.each<[string, string, (booked: { id: unknown; phone: string }) => Promise<unknown>]>([
    ['the appointment is cancelled', 'done', ({ id }) => cancel(id)],
    ['the customer is erased', 'gone', ({ phone }) => erase(phone)],
  ])('that a claim was taken back if %s before the call', async (_, kind, act) => {
    const booked = await anOpenWindow();
    const invitationId = booked.id;
    passTo(EVENING);
    let isClaimed = false;
    const isLook = ({ operation, request }: LineCall) => {
      if (!request.includes(`"reminder#${invitationId}"`)) return false;
      isClaimed ||= operation === 'UpdateItem';
      return isClaimed && operation === 'GetItem';
    };
    line.before(isLook, () => act(booked));
    expect(await remind(invitationId)).toEqual({ invitationId, kind, sent: ['withdrawn'] });
    expect(reminded(booked.phone)).toEqual([]);
  });

  it('that the booking is gone if it never was, or its customer was erased', async () => {
    const { id, phone } = await anOpenWindow();
    await erase(phone);
    for (const invitationId of [id, invitationIdFor(table.channelId, undefined)]) {
      expect(await remind(invitationId)).toEqual({ invitationId, kind: 'gone', sent: [] });
    }
  });
});

describe('whoever looks at the notices of a booking hears', () => {
  const tell = (id: unknown, remainingMs = enough, more: object = {}) =>
    tellCustomer({ ...context, ...more }, InvitationId.parse(id), remainingMs);
  const sentTo = (phone: string) => world.provider.requestsTo(phone).length;

  it('how the customer was told, and then that nothing is left to do', async () => {
    const { id: invitationId } = await aBooking();
    expect(await tell(invitationId)).toEqual({ invitationId, kind: 'done', sent: ['accepted'] });
    expect(await tell(invitationId, enough, { pace: noTurn })).toEqual({ invitationId, kind: 'done', sent: [] });
  });

  it.each([
    ['time', tooLittle, {}],
    ['a turn', enough, { pace: noTurn }],
  ])('that it is postponed where there is no %s to tell them', async (_, remainingMs, more) => {
    const { id: invitationId, phone } = await aBooking();
    const before = sentTo(phone);
    expect(await tell(invitationId, remainingMs, more)).toEqual({ invitationId, kind: 'postponed', sent: [] });
    expect(sentTo(phone)).toBe(before);
  });

  it('that the booking is gone if it never was, or its customer was erased', async () => {
    const { id, phone } = await aBooking();
    await erase(phone);
    for (const invitationId of [id, invitationIdFor(table.channelId, undefined)]) {
      expect(await tell(invitationId)).toEqual({ invitationId, kind: 'gone', sent: [] });
    }
  });
});
