import * as z from 'zod/mini';
import type { InboundMessage, WebhookElement } from '../../domain/customer/inbound.ts';
import { MessageId } from '../../domain/delivery/delivery.ts';
import { isJsonObject, type Json, type JsonObject } from '../../domain/text/json.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { isOfMany } from './chat-id.ts';
import { type Contacts, contactsByAddress, type Sender, senderOf } from './contacts.ts';
import { type FoundForm, findForm } from './find-form.ts';
import { instantOf, MaybeAddress, MaybeText, maybe } from './lenient.ts';
import { isKnownType, kindOf, type MessageKind } from './message-kinds.ts';
import { withTap } from './taps.ts';
import { captionWords, nameAmong } from './words.ts';

const Titled = maybe(z.object({ id: MaybeText, title: MaybeText }));

/** One message of the raw dialect. */
const RawMessage = z.object({
  id: MessageId,
  from: MaybeAddress,
  from_user_id: MaybeAddress,
  group_id: z.optional(z.unknown()),
  type: MaybeText,
  timestamp: z.optional(z.unknown()),
  text: maybe(z.object({ body: MaybeText })),
  button: maybe(z.object({ payload: MaybeText, text: MaybeText })),
  interactive: maybe(z.object({ nfm_reply: z.optional(z.unknown()), button_reply: Titled, list_reply: Titled })),
  context: maybe(z.object({ id: MaybeText })),
});
type RawMessage = z.infer<typeof RawMessage>;

const Media = z.object({ caption: MaybeText, filename: MaybeText, link: MaybeText });

/** A message that the business sent with another tool or by hand. */
const RawEcho = z.object({
  id: MessageId,
  to: MaybeAddress,
  to_user_id: MaybeAddress,
  group_id: z.optional(z.unknown()),
  timestamp: z.optional(z.unknown()),
  text: maybe(z.object({ body: MaybeText })),
  interactive: maybe(z.object({ body: maybe(z.object({ text: MaybeText })) })),
});

/** The type of a message, or if it is missing, the name of a known field. */
function typeOf({ type }: RawMessage, element: JsonObject): string | undefined {
  return type ?? Object.keys(element).find((name) => isJsonObject(element[name]) && isKnownType(name));
}

const tappedIn = ({ interactive }: RawMessage) => interactive?.button_reply ?? interactive?.list_reply;

const isTap = (message: RawMessage): boolean => message.button !== undefined || tappedIn(message) !== undefined;

function captionIn(element: JsonObject, type: string | undefined): string | undefined {
  const media = Media.safeParse(type === undefined ? undefined : element[type]).data;
  return media && captionWords({ ...media, fileName: media.filename, isDocument: type === 'document' });
}

function inboundOf(message: RawMessage, words: string | undefined, sender: Sender, at: Instant): InboundMessage {
  const { chatId, alias, contact } = sender;
  const displayName = nameAmong(contact?.profile?.name);
  const text = message.text?.body || message.button?.text || tappedIn(message)?.title || words;
  const buttonPayload = message.button?.payload ?? tappedIn(message)?.id;
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

const isOfGroup = ({ group_id, from }: { group_id?: unknown; from?: string | undefined }): boolean =>
  Boolean(group_id) || isOfMany(from);

/** The form of a reply to a Flow. A reply without a readable form gives an empty form. */
function formIn(message: RawMessage): { found: FoundForm; isReadable: boolean } | undefined {
  const reply = message.interactive?.nfm_reply;
  if (reply === undefined || reply === null) return undefined;
  // The whole message was parsed from JSON, so this part is JSON too.
  const found = findForm(reply as Json);
  return { found: found ?? { form: {} }, isReadable: found !== undefined };
}

/** The context of the messages: the business's phone in digits, and the time of receipt. */
export type RawContext = { businessPhone: string | undefined; receivedAt: Instant };

function readRawMessage(element: Json, contacts: Contacts, { businessPhone, receivedAt }: RawContext): WebhookElement {
  const parsed = RawMessage.safeParse(element);
  if (!parsed.success || !isJsonObject(element)) return unreadable(element);
  const message = parsed.data;
  const type = typeOf(message, element);
  const kind: MessageKind = kindOf(type);
  if (kind === 'notice' || isOfGroup(message)) return { kind: 'unrelated' };
  if (message.from !== undefined && message.from === businessPhone) return readRawEcho(element, receivedAt);
  const sender = senderOf([message.from, message.from_user_id], contacts);
  if (!sender) return unreadable(element);

  const at = instantOf(message.timestamp, receivedAt) ?? receivedAt;
  const inbound = inboundOf(message, captionIn(element, type), sender, at);
  if (kind === 'sign') return { kind: 'presence', message: inbound };
  const form = formIn(message);
  if (!form) return { kind: 'message', message: withTap(inbound, isTap(message) ? message.context?.id : undefined) };
  const answered = form.isReadable ? MessageId.safeParse(message.context?.id).data : undefined;
  return {
    kind: 'completion',
    completion: { messageId: message.id, at, ...form.found, ...(answered && { answeredMessageId: answered }) },
    message: inbound,
    text: JSON.stringify(element),
  };
}

/** Reads `messages` of the raw dialect; `contacts` is the list beside them. */
export function readRawMessages(messages: Json[], contacts: Json[], context: RawContext): WebhookElement[] {
  const byAddress = contactsByAddress(contacts);
  return messages.map((message) => readRawMessage(message, byAddress, context));
}

/** Reads one element of `message_echoes`. */
export function readRawEcho(element: Json, receivedAt: Instant): WebhookElement {
  const parsed = RawEcho.safeParse(element);
  if (!parsed.success) return unreadable(element);
  const { id: messageId, to, to_user_id, timestamp, text, interactive } = parsed.data;
  if (isOfGroup({ ...parsed.data, from: to })) return { kind: 'unrelated' };
  const chatId = senderOf([to, to_user_id], new Map())?.chatId;
  if (!chatId) return unreadable(element);
  const at = instantOf(timestamp, receivedAt) ?? receivedAt;
  return { kind: 'echo', echo: { messageId, chatId, at, text: text?.body ?? interactive?.body?.text ?? '' } };
}
