import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import type { Settlement } from '../../../functions/shared/domain/invitation/settlement.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { markErased } from '../../../functions/shared/store/customer/erased-chats.ts';
import { writeTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import { writeFormError } from '../../../functions/shared/store/invitation/form-errors.ts';
import {
  bringForward,
  endInvitation,
  planRetry,
} from '../../../functions/shared/store/invitation/invitation-follow-up.ts';
import {
  abandonRetry,
  claimNextAttempt,
  createInvitation,
  readInvitation,
  readInvitations,
  readRecipients,
  settleAttempt,
} from '../../../functions/shared/store/invitation/invitations.ts';
import {
  claimOpenInvitation,
  releaseOpenInvitation,
} from '../../../functions/shared/store/invitation/open-invitations.ts';
import { writeOpening } from '../../../functions/shared/store/invitation/openings.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { dueAttributes, invitationKey } from '../../../functions/shared/store/table/keys.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const chatId = ChatId.parse('34600111222@c.us');
const messageId = MessageId.parse('wamid.one');
const failure = { reason: 'temporary' } as const;
const attempt = (claimId: string) => ({ claimId, claimedAt: at(0), carrier: 'flow' as const });
const first = { ...attempt('run'), number: 1 };

let made = 0;
const anId = (): InvitationId => {
  made += 1;
  return InvitationId.parse(`0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`);
};
/** An invitation of its own whose first attempt was claimed. */
async function anInvitation(table: Table, more: object = {}): Promise<Invitation> {
  const facts = { invitationId: anId(), channelId: table.channelId, recipient: { chatId }, ...more };
  const invitation = aStoredInvitation({ attempts: { 1: attempt('run') }, ...facts });
  expect(await createInvitation(table, invitation, { dueAt: at(60), expiresAt: at(3_600) })).toBe(true);
  return invitation;
}
const itemOf = (table: Table, { invitationId }: Invitation) => readItem(table, invitationKey(invitationId));
const dueOf = ({ invitationId }: Invitation, seconds: number) => {
  const { pk } = invitationKey(invitationId);
  return { pk, ...dueAttributes(pk, at(seconds)) };
};
const erase = (table: Table, { invitationId }: Invitation) =>
  writeTombstone(table, {
    ...invitationKey(invitationId),
    type: 'invitation',
    createdAt: at(0),
    erasedAt: at(0),
    expiresAt: 1,
  });

describe('an attempt to invite', () => {
  const table = open('attempts');
  const settle = ({ invitationId }: Invitation, settlement: Settlement, of = first, seconds = 5) =>
    settleAttempt(table, invitationId, of, settlement, at(seconds));
  const accepted = { kind: 'accepted', messageId } as const;
  const retrying = { kind: 'retrying', failure, retryAt: at(90), carrier: 'template' } as const;

  it('ends once, unless it was not known how', async () => {
    const invitation = await anInvitation(table);
    const unknown = { ...attempt('run'), outcome: 'unknown', settledAt: at(4) };
    expect(await settle(invitation, { kind: 'unknown' }, first, 4)).toEqual({
      ...invitation,
      attempts: { 1: unknown },
    });
    expect(await settle(invitation, accepted, { ...first, claimId: 'another' })).toMatchObject({
      attempts: { 1: unknown },
    });
    const settled = { ...attempt('run'), outcome: 'accepted', settledAt: at(5), messageId };
    const then = { ...invitation, attempts: { 1: settled } };
    expect(await settle(invitation, accepted)).toEqual(then);
    expect(await settle(invitation, { kind: 'rejected', failure }, first, 6)).toEqual(then);
    expect(await itemOf(table, invitation)).toMatchObject(dueOf(invitation, 60));
  });

  it('that was refused is the last, or announces the next one', async () => {
    const refused = await anInvitation(table);
    const outcome = { outcome: 'refused', failure, settledAt: at(5) };
    expect(await settle(refused, { kind: 'rejected', failure })).toEqual({
      ...{ ...refused, rejectedAt: at(5), rejection: failure, attempts: { 1: { ...attempt('run'), ...outcome } } },
    });
    expect(await itemOf(table, refused)).not.toHaveProperty('duePartition');
    const again = await anInvitation(table);
    const planned = await settle(again, retrying);
    expect(planned).toEqual({
      ...{ ...again, retryAt: at(90), nextCarrier: 'template', attempts: { 1: { ...attempt('run'), ...outcome } } },
    });
    expect(await itemOf(table, again)).toMatchObject(dueOf(again, 90));
    await erase(table, again);
    expect(await settle(again, accepted)).toBeUndefined();
  });

  it('that was announced is made by one run, whose own claim counts if its answer was lost', async () => {
    const invitation = await anInvitation(table);
    const planned = { ...((await settle(invitation, retrying)) ?? invitation), retryAt: at(90) };
    const claim = (claimId: string) => claimNextAttempt(table, planned, attempt(claimId), at(200));
    const claimed = await claim('next');
    const { retryAt: _, nextCarrier: __, ...rest } = planned;
    expect(claimed).toEqual({ ...rest, attempts: { ...planned.attempts, 2: attempt('next') } });
    expect(await itemOf(table, invitation)).toMatchObject(dueOf(invitation, 200));
    expect(await claim('next')).toEqual(claimed);
    expect(await claim('another')).toBeUndefined();
    const unplanned = await anInvitation(table);
    expect(await claimNextAttempt(table, { ...unplanned, retryAt: at(90) }, attempt('next'), at(200))).toBeUndefined();
    await erase(table, invitation);
    expect(await claim('next')).toBeUndefined();
  });

  it('that was announced is given up once', async () => {
    const invitation = await anInvitation(table);
    await settle(invitation, retrying);
    const abandon = (retryAt: Instant) => abandonRetry(table, invitation.invitationId, retryAt, failure, at(95));
    expect(await abandon(at(91))).toBeUndefined();
    const ended = await abandon(at(90));
    expect(ended).toMatchObject({ rejectedAt: at(95), rejection: failure });
    expect(await itemOf(table, invitation)).not.toHaveProperty('retryAt');
    expect(await abandon(at(90))).toBeUndefined();
  });
});

describe('an invitation that is followed', () => {
  const table = open('followed');

  it('ends once, with why its message failed if it did', async () => {
    for (const why of [undefined, failure]) {
      const invitation = await anInvitation(table);
      const end = (seconds: number) => endInvitation(table, dueOf(invitation, seconds), 'undeliveredAt', at(70), why);
      expect([await end(59), await end(60), await end(60)]).toEqual([false, true, false]);
      const item = await itemOf(table, invitation);
      expect(item).toMatchObject({ undeliveredAt: at(70), ...(why && { rejection: why }) });
      expect(item).not.toHaveProperty('dueAt');
    }
  });

  it('is tried again, or looked at sooner, by whoever is first', async () => {
    const invitation = await anInvitation(table);
    const retry = { retryAt: at(90), carrier: 'template' } as const;
    expect(await planRetry(table, dueOf(invitation, 60), retry)).toEqual(dueOf(invitation, 90));
    expect(await planRetry(table, dueOf(invitation, 60), retry)).toBeUndefined();
    for (const seconds of [80, 85]) await bringForward(table, invitation.invitationId, at(seconds));
    expect(await itemOf(table, invitation)).toMatchObject({ ...dueOf(invitation, 80), retryAt: at(90) });
  });

  it('shows when its form was opened first, and that a phone could not use an answer', async () => {
    const invitation = await anInvitation(table);
    for (const seconds of [7, 8]) await writeOpening(table, invitation.invitationId, at(seconds));
    await writeFormError(table, invitation, { name: 'one', at: at(9) });
    const seen = (await readInvitation(table, invitation.invitationId)) ?? invitation;
    expect(seen).toMatchObject({ openedAt: at(7), attentionSince: at(9), formError: { name: 'one', at: at(9) } });
    await writeFormError(table, seen, { name: 'two', at: at(10) });
    const worklist = { worklistDay: 'followed#2031-05#attention', worklistAt: at(9) };
    expect(await itemOf(table, invitation)).toMatchObject({
      attentionSince: at(9),
      formError: { name: 'two' },
      ...worklist,
    });
  });

  it('is read with others that are there, and whom it is to if it has an address', async () => {
    const invitation = await anInvitation(table);
    const erased = await anInvitation(table);
    const byHand = await anInvitation(table, { recipient: undefined });
    await erase(table, erased);
    const ids = [invitation, erased, byHand, aStoredInvitation({ invitationId: anId() })].map((of) => of.invitationId);
    const found = await readInvitations(table, ids);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([invitation, Invitation.parse(byHand)]));
    expect(await readRecipients(table, ids)).toEqual(new Map([[invitation.invitationId, { chatId }]]));
  });
});

describe('the open invitation of a customer', () => {
  it('is one, until its time is up, it is replaced, or given back', async () => {
    const table = open('open');
    const [one, two, three] = [anId(), anId(), anId()];
    const claim = (invitationId: InvitationId, seconds: number, replacing?: InvitationId) => {
      const times = { at: at(seconds), now: at(seconds), until: at(seconds + 100) };
      return claimOpenInvitation(table, chatId, { invitationId, ...times, ...(replacing && { replacing }) });
    };
    const ofOne = { invitationId: one, claimedAt: at(0) };
    expect([await claim(one, 0), await claim(two, 1), await claim(two, 99, three)]).toEqual([ofOne, ofOne, ofOne]);
    expect(await claim(one, 50)).toEqual({ invitationId: one, claimedAt: at(50) });
    expect(await claim(two, 60, one)).toEqual({ invitationId: two, claimedAt: at(60) });
    expect(await claim(three, 160)).toEqual({ invitationId: three, claimedAt: at(160) });
    await releaseOpenInvitation(table, chatId, two);
    expect(await claim(one, 170)).toEqual({ invitationId: three, claimedAt: at(160) });
    await releaseOpenInvitation(table, chatId, three);
    expect(await claim(one, 170)).toEqual({ invitationId: one, claimedAt: at(170) });
    const erased = ChatId.parse('34600111333@c.us');
    await markErased(table, erased, at(10));
    const wish = { invitationId: one, at: at(10), now: at(11), until: at(100) };
    expect(await claimOpenInvitation(table, erased, wish)).toBeUndefined();
  });
});
