import { MessageId, Message as StoredMessage } from '../../functions/shared/domain/delivery/delivery.ts';
import { eventIdOf } from '../../functions/shared/domain/events/event-id.ts';
import { type InvitationId, invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { invitationKey, messageKey } from '../../functions/shared/store/table/keys.ts';
import type { Message } from '../one-msg/channel-state.ts';
import type { MessageStore } from '../one-msg/chat/message-store.ts';
import type { TableWindow } from './table-window.ts';

/** What a message of a chat is about: an invitation, and the messages that name its step, the nearest first. */
export type MessageLink = { invitationId: InvitationId; messageIds: string[] };

export type MessageLinks = {
  /** `undefined` for a message that belongs to no invitation. */
  of(messageId: string): Promise<MessageLink | undefined>;
};

/** A tap answers a text, which answers a tap under a notice: no chat goes further from a message to its invitation. */
const MOST_MESSAGES = 6;

/** The answer to a message comes soon after it. */
const ANSWER_WITHIN = 4;

type Links = {
  channelId: string;
  messages: Pick<MessageStore, 'get' | 'ofCustomer'>;
  table: Pick<TableWindow, 'item'>;
};

type Seen = { invitationId?: InvitationId | undefined; around: (string | undefined)[] };

export function createMessageLinks({ channelId, messages, table }: Links): MessageLinks {
  async function stored(messageId: string | undefined): Promise<StoredMessage | undefined> {
    const id = MessageId.safeParse(messageId).data;
    return id && StoredMessage.safeParse(await table.item(messageKey(channelId, id).pk)).data;
  }

  /** The invitation that answered a customer's wish to book, if this message was one. */
  async function askedFor(message: Message): Promise<InvitationId | undefined> {
    const invitationId = invitationIdFor(channelId, { kind: 'event', value: eventIdOf(message.id, 'intent') });
    return (await table.item(invitationKey(invitationId).pk)) && invitationId;
  }

  async function answerTo(message: Message): Promise<string | undefined> {
    const chat = messages.ofCustomer(message.customerId);
    const next = chat.slice(chat.indexOf(message) + 1).filter(({ fromCustomer }) => !fromCustomer);
    for (const { id } of next.slice(0, ANSWER_WITHIN)) if ((await stored(id))?.answers === message.id) return id;
    return undefined;
  }

  async function lookAtTheirs(message: Message): Promise<Seen> {
    const { quotedMessageId, body } = message;
    const quoted = await stored(quotedMessageId);
    if (quotedMessageId !== undefined) {
      const tapped = quoted?.buttons?.find(({ label }) => label === body);
      return { invitationId: tapped?.invitationId, around: [quotedMessageId] };
    }
    return { invitationId: await askedFor(message), around: [await answerTo(message)] };
  }

  async function lookAtOwn(messageId: string): Promise<Seen> {
    const { invitationId, tells, reminds, toStaff, buttons = [], answers } = (await stored(messageId)) ?? {};
    const named = [...new Set(buttons.flatMap((button) => button.invitationId ?? []))];
    const sole = named.length === 1 ? named[0] : undefined;
    const about = toStaff && 'invitationId' in toStaff.about ? toStaff.about.invitationId : undefined;
    return { invitationId: invitationId ?? (tells ?? reminds)?.invitationId ?? about ?? sole, around: [answers] };
  }

  return {
    async of(messageId) {
      const messageIds: string[] = [];
      const ahead: (string | undefined)[] = [messageId];
      let invitationId: InvitationId | undefined;
      while (ahead.length > 0 && messageIds.length < MOST_MESSAGES) {
        const id = ahead.shift();
        const message = id === undefined ? undefined : messages.get(id);
        if (!message || messageIds.includes(message.id)) continue;
        messageIds.push(message.id);
        const seen = await (message.fromCustomer ? lookAtTheirs(message) : lookAtOwn(message.id));
        invitationId ??= seen.invitationId;
        ahead.push(...seen.around);
      }
      return invitationId && { invitationId, messageIds };
    },
  };
}
