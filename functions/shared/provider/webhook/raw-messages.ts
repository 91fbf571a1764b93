import * as z from 'zod/mini';
import { MessageId } from '../../domain/delivery.ts';
import type { InboundMessage, WebhookElement } from '../../domain/inbound.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Json } from '../../domain/json.ts';
import type { ChatId } from '../../domain/recipient.ts';
import { chatIdOf } from './chat-id.ts';
import { findForm } from './find-form.ts';
import { instantOf, MaybeText } from './lenient.ts';

/** Who wrote, as the raw dialect lists it beside the messages. */
const Contact = z.object({
  wa_id: MaybeText,
  user_id: MaybeText,
  profile: z.optional(z.nullable(z.object({ name: MaybeText }))),
});
type Contact = z.infer<typeof Contact>;

const Titled = z.optional(z.nullable(z.object({ id: MaybeText, title: MaybeText })));

/** One message of the raw dialect. */
const RawMessage = z.object({
  id: MessageId,
  from: z.string(),
  timestamp: z.optional(z.unknown()),
  text: z.optional(z.nullable(z.object({ body: MaybeText }))),
  button: z.optional(z.nullable(z.object({ payload: MaybeText, text: MaybeText }))),
  interactive: z.optional(
    z.nullable(z.object({ nfm_reply: z.optional(z.unknown()), button_reply: Titled, list_reply: Titled })),
  ),
  context: z.optional(z.nullable(z.object({ id: MaybeText }))),
});
type RawMessage = z.infer<typeof RawMessage>;

/** A message the business sent by another tool or by hand. */
const RawEcho = z.object({
  id: MessageId,
  to: z.string(),
  timestamp: z.optional(z.unknown()),
  text: z.optional(z.nullable(z.object({ body: MaybeText }))),
  interactive: z.optional(z.nullable(z.object({ body: z.optional(z.nullable(z.object({ text: MaybeText }))) }))),
});

/** The contacts by each of their addresses; of two under one address the first counts. */
function contactsByAddress(contacts: Json[]): Map<string, Contact> {
  const byAddress = new Map<string, Contact>();
  for (const contact of contacts.flatMap((one) => Contact.safeParse(one).data ?? [])) {
    for (const address of [contact.wa_id, contact.user_id]) {
      if (address && !byAddress.has(address)) byAddress.set(address, contact);
    }
  }
  return byAddress;
}

const tappedOf = ({ interactive }: RawMessage) => interactive?.button_reply ?? interactive?.list_reply;

function inboundOf(message: RawMessage, chatId: ChatId, contact: Contact | undefined, at: Instant): InboundMessage {
  const aliases = [chatIdOf(contact?.wa_id), chatIdOf(contact?.user_id)];
  const alias = aliases.find((other) => other && other !== chatId);
  const displayName = contact?.profile?.name;
  const text = message.text?.body ?? message.button?.text ?? tappedOf(message)?.title;
  const buttonPayload = message.button?.payload ?? tappedOf(message)?.id;
  return {
    messageId: message.id,
    chatId,
    at,
    ...(displayName && { displayName }),
    ...(text && { text }),
    ...(buttonPayload && { buttonPayload }),
    ...(alias && { alias }),
  };
}

const unreadable = (element: Json): WebhookElement => ({
  kind: 'unmatched',
  unmatched: { reason: 'unreadable-message', text: JSON.stringify(element) },
});

function readRawMessage(element: Json, contacts: Map<string, Contact>, receivedAt: Instant): WebhookElement {
  const parsed = RawMessage.safeParse(element);
  const chatId = parsed.success ? chatIdOf(parsed.data.from) : undefined;
  if (!parsed.success || !chatId) return unreadable(element);

  const message = parsed.data;
  const at = instantOf(message.timestamp, receivedAt) ?? receivedAt;
  const inbound = inboundOf(message, chatId, contacts.get(message.from), at);
  const found = message.interactive?.nfm_reply ? findForm(element) : undefined;
  if (!found) return { kind: 'message', message: inbound };
  const answered = MessageId.safeParse(message.context?.id);
  return {
    kind: 'completion',
    completion: { messageId: message.id, at, ...found, ...(answered.success && { answeredMessageId: answered.data }) },
    message: inbound,
    text: JSON.stringify(element),
  };
}

/** Reads `messages` of the raw dialect; `contacts` stand beside them. */
export function readRawMessages(messages: Json[], contacts: Json[], receivedAt: Instant): WebhookElement[] {
  const byAddress = contactsByAddress(contacts);
  return messages.map((message) => readRawMessage(message, byAddress, receivedAt));
}

/** Reads one element of `message_echoes`. */
export function readRawEcho(element: Json, receivedAt: Instant): WebhookElement {
  const parsed = RawEcho.safeParse(element);
  const chatId = parsed.success ? chatIdOf(parsed.data.to) : undefined;
  if (!parsed.success || !chatId) return unreadable(element);
  const { id: messageId, timestamp, text, interactive } = parsed.data;
  const at = instantOf(timestamp, receivedAt) ?? receivedAt;
  return { kind: 'echo', echo: { messageId, chatId, at, text: text?.body ?? interactive?.body?.text ?? '' } };
}
