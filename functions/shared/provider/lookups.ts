import * as z from 'zod/mini';
import type { Contract } from '../contract/contract.ts';
import type { Echo } from '../domain/customer/inbound.ts';
import type { ChatId } from '../domain/customer/recipient.ts';
import type { MessageId, StatusReport } from '../domain/delivery/delivery.ts';
import { now } from '../domain/time/instant.ts';
import type { CachedSecret, GivenSecret } from '../secrets/cached-secret.ts';
import { type ChannelCall, createChannelCall, ListElement } from './channel-call.ts';
import { ChannelError } from './channel-error.ts';
import { readNormalisedMessage } from './webhook/normalised-messages.ts';
import { readStatus } from './webhook/statuses.ts';

/** The result of looking up a message. `not-there` is a 404 or 410: the message or the method is missing. */
export type DeliveryLookup = { kind: 'found'; reports: StatusReport[] } | { kind: 'not-there' } | { kind: 'no-answer' };

/** Lookups of sent messages. They do not throw for faults of the provider. */
export type Lookups = {
  /** The statuses of one message, from `hookInfo`. */
  deliveryOf(messageId: MessageId): Promise<DeliveryLookup>;
  /** The business's messages in one chat, from the history. An empty list does not prove that there are none. */
  sentTo(chatId: ChatId): Promise<Echo[]>;
};

const LOOKUP_WITHIN_MS = 5_000;

const HooksAnswer = z.object({ hooks: z.array(ListElement) });
const MessagesAnswer = z.object({ messages: z.array(ListElement) });

async function deliveryOf(call: ChannelCall, messageId: MessageId): Promise<DeliveryLookup> {
  try {
    const { hooks } = await call('GET', `hookInfo?messageId=${encodeURIComponent(messageId)}`, HooksAnswer);
    const elements = hooks.map((hook) => readStatus(hook, now()));
    const reports = elements.flatMap((element) => (element.kind === 'status' ? element.status : []));
    return { kind: 'found', reports: reports.filter((report) => report.messageId === messageId) };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return { kind: error.status === 404 || error.status === 410 ? 'not-there' : 'no-answer' };
  }
}

async function sentTo(call: ChannelCall, chatId: ChatId): Promise<Echo[]> {
  try {
    const { messages } = await call('GET', `messages?chatId=${encodeURIComponent(chatId)}`, MessagesAnswer);
    const elements = messages.map((message) => readNormalisedMessage(message, now()));
    return elements.flatMap((element) => (element.kind === 'echo' ? element.echo : []));
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return [];
  }
}

/** The lookups of one channel. `url` is the base of the API, without the channel. */
export function createLookups(
  url: string,
  { channel }: Pick<Contract, 'channel'>,
  secret: CachedSecret<GivenSecret>,
): Lookups {
  async function call(): Promise<ChannelCall> {
    const { channelToken: token } = await secret.get();
    return createChannelCall({ baseUrl: url, channelId: channel.id, token, withinMs: LOOKUP_WITHIN_MS });
  }
  return {
    deliveryOf: async (messageId) => deliveryOf(await call(), messageId),
    sentTo: async (chatId) => sentTo(await call(), chatId),
  };
}
