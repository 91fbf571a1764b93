import { describe, expect, it } from 'vitest';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { eventIdOf } from '../../../functions/shared/domain/events/event-id.ts';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { InvitationView } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { invitationKey, messageKey } from '../../../functions/shared/store/table/keys.ts';
import { createMessageLinks } from '../../../local/control-room/message-links.ts';
import { messagesOfSteps } from '../../../local/control-room/step-messages.ts';
import type { Message } from '../../../local/one-msg/channel-state.ts';
import { createMessageStore } from '../../../local/one-msg/chat/message-store.ts';

const CHANNEL = 'ch1';
const INVITATION = '0190d9f2-0000-7000-8000-000000000001';
const OTHER = '0190d9f2-0000-7000-8000-000000000002';
const AT = Date.parse('2031-05-05T08:00:00Z');

/** A chat in which each message comes a minute after the one before. */
function aChat(...lines: ({ id: string; by: 'customer' | 'business' } & Partial<Message>)[]) {
  return createMessageStore(
    lines.map(({ by, ...line }, index) => ({
      customerId: '34600000001',
      kind: 'text' as const,
      body: line.id,
      at: AT + 60_000 * index,
      history: [],
      ...line,
      fromCustomer: by === 'customer',
    })),
  );
}

/** What the table knows of messages. */
function links(messages: ReturnType<typeof aChat>, known: Record<string, object>, invitationIds: string[] = []) {
  const items = new Map<string, Record<string, unknown>>();
  for (const [id, facts] of Object.entries(known)) {
    const messageId = MessageId.parse(id);
    const item = { messageId, channelId: CHANNEL, createdAt: '2031-05-05T08:00:00.000Z', ...facts };
    items.set(messageKey(CHANNEL, messageId).pk, item);
  }
  for (const id of invitationIds) items.set(`invitation#${id}`, { invitationId: id });
  return createMessageLinks({ channelId: CHANNEL, messages, table: { item: async (pk) => items.get(pk) } });
}

const toward = (id: string) => ({ label: 'Cancel', meaning: 'cancel', invitationId: id });

describe('a message of a chat', () => {
  it.each([
    ['an invitation', { invitationId: INVITATION }],
    ['a notice', { tells: { invitationId: INVITATION, revision: 1 } }],
    [
      'a reminder',
      {
        reminds: {
          invitationId: INVITATION,
          kind: 'reminder',
          key: 'day-before',
          startsAt: '2031-05-06T08:00:00.000Z',
          carrier: 'template',
        },
      },
    ],
    ['news to the staff', { toStaff: { memberId: 'm1', about: { invitationId: INVITATION }, buttons: [] } }],
    ['a question with buttons about one booking', { buttons: [toward(INVITATION), toward(INVITATION)] }],
  ])('belongs to the invitation of %s', async (_, facts) => {
    const chat = aChat({ id: 'sent', by: 'business' });
    expect(await links(chat, { sent: facts }).of('sent')).toEqual({ invitationId: INVITATION, messageIds: ['sent'] });
  });

  it('belongs to the invitation that answered it, if it was a wish to book', async () => {
    const invitationId = invitationIdFor(CHANNEL, { kind: 'event', value: eventIdOf('wish', 'intent') });
    const chat = aChat({ id: 'wish', by: 'customer' });
    expect(await links(chat, {}, [invitationId]).of('wish')).toEqual({ invitationId, messageIds: ['wish'] });
    expect(invitationKey(invitationId).pk).toBe(`invitation#${invitationId}`);
  });

  it('leads over taps and answers to the notice at which they began', async () => {
    const chat = aChat(
      { id: 'notice', by: 'business' },
      { id: 'tap', by: 'customer', kind: 'button', quotedMessageId: 'notice' },
      { id: 'answer', by: 'business' },
    );
    const known = {
      notice: { tells: { invitationId: INVITATION, revision: 1 } },
      answer: { answers: 'tap' },
    };
    expect(await links(chat, known).of('answer')).toEqual({
      invitationId: INVITATION,
      messageIds: ['answer', 'tap', 'notice'],
    });
  });

  it('leads to the booking whose row the customer chose in a list of several', async () => {
    const chat = aChat(
      { id: 'list', by: 'business' },
      { id: 'tap', by: 'customer', kind: 'button', body: 'Tuesday', quotedMessageId: 'list' },
    );
    const rows = [
      { ...toward(OTHER), label: 'Monday' },
      { ...toward(INVITATION), label: 'Tuesday' },
    ];
    expect(await links(chat, { list: { buttons: rows } }).of('tap')).toMatchObject({ invitationId: INVITATION });
    expect(await links(chat, { list: { buttons: rows } }).of('list')).toBeUndefined();
  });

  it('in which a customer wants to cancel leads to the question that answered it', async () => {
    const chat = aChat(
      { id: 'wish', by: 'customer' },
      { id: 'news', by: 'business' },
      { id: 'question', by: 'business' },
    );
    const known = { question: { answers: 'wish', buttons: [toward(INVITATION)] } };
    expect(await links(chat, known).of('wish')).toMatchObject({ invitationId: INVITATION });
  });

  it('belongs to none if nothing says so', async () => {
    const chat = aChat({ id: 'hello', by: 'customer' }, { id: 'foreign', by: 'business' });
    expect(await links(chat, {}).of('hello')).toBeUndefined();
    expect(await links(chat, {}).of('foreign')).toBeUndefined();
    expect(await links(chat, {}).of('unheard of')).toBeUndefined();
  });
});

describe('the steps of an invitation', () => {
  const entry = (id: string, kind: string, minute: number, actor: object) => ({
    id,
    kind,
    at: new Date(AT + 60_000 * minute).toISOString(),
    actor,
  });
  const CUSTOMER = { kind: 'customer' };

  it('name the messages that they are about', () => {
    const messages = aChat(
      { id: 'wish', by: 'customer' },
      { id: 'invitation', by: 'business' },
      { id: 'form', by: 'customer', kind: 'completion', quotedMessageId: 'invitation' },
      { id: 'notice', by: 'business' },
      { id: 'tap', by: 'customer', kind: 'button', quotedMessageId: 'notice' },
    );
    const invitation = InvitationView.parse({
      ...{ invitationId: INVITATION, status: 'cancelled', channelId: CHANNEL, flowId: '1', language: 'en' },
      ...{ createdAt: '2031-05-05T08:00:00.000Z', customerName: 'Alex', revision: 3 },
      attempts: [
        { number: 1, carrier: 'flow', claimedAt: '2031-05-05T08:00:30.000Z', messageId: 'invitation' },
        { number: 2, carrier: 'flow', claimedAt: '2031-05-05T08:00:40.000Z', messageId: 'gone' },
      ],
      messages: [{ messageId: 'invitation', delivery: 'read' }],
      notices: [
        { revision: 1, purpose: 'booked', state: 'told', messageId: 'notice', at: '2031-05-05T08:03:00.000Z' },
        { revision: 2, purpose: 'changed', state: 'not-told', at: '2031-05-05T08:03:30.000Z' },
      ],
      reminders: [],
      history: [
        // The live form names its confirmation, not the message that came of it.
        entry('live-1', 'completion', 2, CUSTOMER),
        { ...entry('change-1', 'change', 3, { kind: 'owner' }), changes: {} },
        entry('cancel-1', 'cancellation', 4, CUSTOMER),
      ],
    });
    const found = messagesOfSteps({ invitation, intentMessageId: 'wish', messages });
    expect(found).toMatchObject({
      requested: 'wish',
      'attempt/1': 'invitation',
      'message/invitation/read': 'invitation',
      'history/live-1': 'form',
      'notice/1/told': 'notice',
      'history/cancel-1': 'tap',
    });
    for (const key of ['attempt/2', 'notice/2/not-told', 'history/change-1']) expect(found).not.toHaveProperty([key]);
  });
});
