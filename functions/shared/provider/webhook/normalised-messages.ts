import * as z from 'zod/mini';
import type { InboundMessage, WebhookElement } from '../../domain/customer/inbound.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { MessageId } from '../../domain/delivery/delivery.ts';
import { isJsonObject, type Json, type JsonObject } from '../../domain/text/json.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { chatIdOf, isOfMany } from './chat-id.ts';
import { type FoundForm, findForm, formOfText } from './find-form.ts';
import { Flag, instantOf, MaybeAddress, MaybeText } from './lenient.ts';
import { kindOf, type MessageKind } from './message-kinds.ts';
import { tapIn, withTap } from './taps.ts';
import { captionWords, isJsonText, isLink, nameAmong } from './words.ts';

/** One message of the normalised dialect. */
const NormalisedMessage = z.object({
  id: MessageId,
  chatId: MaybeAddress,
  author: MaybeAddress,
  authorBsuid: MaybeAddress,
  time: z.optional(z.unknown()),
  type: MaybeText,
  body: MaybeText,
  caption: MaybeText,
  fileName: MaybeText,
  filename: MaybeText,
  fromMe: Flag,
  self: Flag,
  senderName: MaybeText,
  chatName: MaybeText,
  quotedMsgId: MaybeText,
});
type NormalisedMessage = z.infer<typeof NormalisedMessage>;

/** Fields that are not searched for a form: typed text, and quotes of another message. */
const NO_PLACE = /^(caption|file_?name|title|chatName|senderName|authorUserName|quoted.*)$/i;

const placesOf = (element: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(element).filter(([name]) => !NO_PLACE.test(name)));

const REPLY_HOLDERS = ['interactive', 'meta', 'metadata'];

/** Whether WhatsApp marks a message as the answer to a form. A customer cannot type this mark. */
const holdsReply = (element: JsonObject): boolean =>
  [element, ...REPLY_HOLDERS.map((name) => element[name])].some(
    (holder) => isJsonObject(holder) && isJsonObject(holder['nfm_reply']),
  );

/**
 * The form in a message. A form with a token counts in any field, because its signature is checked later. Without a
 * token only an interactive reply answers the message it quotes; a JSON body of such a reply is always a form. In a
 * message of unknown type a form without a token counts, but does not answer a message.
 */
function formIn(
  message: NormalisedMessage,
  kind: MessageKind,
  element: JsonObject,
): { found: FoundForm; answers: boolean } | undefined {
  const found = findForm(placesOf(element));
  const isReply = kind === 'interactive' || holdsReply(element);
  if (isReply) {
    const form = found ?? (tapIn(element).payload === undefined ? formOfText(message.body ?? '') : undefined);
    return form && { found: form, answers: true };
  }
  return found && (found.flowToken || kind === 'unknown')
    ? { found, answers: found.flowToken !== undefined }
    : undefined;
}

function wordsIn(
  { body = '', caption, fileName, filename, type }: NormalisedMessage,
  kind: MessageKind,
): string | undefined {
  const isFile = kind === 'media' || (kind === 'unknown' && isLink(body));
  if (isFile)
    return captionWords({ caption, fileName: fileName ?? filename, link: body, isDocument: type === 'document' });
  if (kind === 'typed') return body;
  const isSaid = kind === 'tap' || kind === 'interactive' || kind === 'unknown';
  return isSaid && !isJsonText(body) ? body : undefined;
}

function inboundOf(
  message: NormalisedMessage,
  kind: MessageKind,
  element: JsonObject,
  { chatId, at }: { chatId: ChatId; at: Instant },
): InboundMessage {
  const alias = chatIdOf(message.authorBsuid);
  const displayName = nameAmong(message.senderName, message.chatName);
  const { payload, label } = kind === 'typed' ? {} : tapIn(element);
  const text = wordsIn(message, kind) || label;
  return {
    messageId: message.id,
    chatId,
    at,
    ...(displayName && { displayName }),
    ...(text && { text }),
    ...(payload && { buttonPayload: payload }),
    ...(alias && alias !== chatId && { alias }),
  };
}

/** The message under which a tap stands. A typed message may quote one too, which makes it no tap. */
const tappedMessage = (kind: MessageKind, { quotedMsgId }: NormalisedMessage): string | undefined =>
  kind === 'tap' || kind === 'interactive' ? quotedMsgId : undefined;

const unreadable = (element: Json): WebhookElement => ({
  kind: 'unmatched',
  unmatched: { reason: 'unreadable-message', text: JSON.stringify(element) },
});

/** Reads one element of `messages` in the normalised dialect. */
export function readNormalisedMessage(element: Json, receivedAt: Instant): WebhookElement {
  const parsed = NormalisedMessage.safeParse(element);
  if (!parsed.success || !isJsonObject(element)) return unreadable(element);
  const message = parsed.data;
  const kind = kindOf(message.type);
  if (kind === 'notice' || isOfMany(message.chatId)) return { kind: 'unrelated' };

  const at = instantOf(message.time, receivedAt) ?? receivedAt;
  const isOwn = message.fromMe || message.self;
  const [chatId] = [message.chatId, ...(isOwn ? [] : [message.author, message.authorBsuid])].flatMap(
    (one) => chatIdOf(one) ?? [],
  );
  if (!chatId) return unreadable(element);
  if (isOwn) return { kind: 'echo', echo: { messageId: message.id, chatId, at, text: message.body ?? '' } };

  const inbound = inboundOf(message, kind, element, { chatId, at });
  if (kind === 'sign') return { kind: 'presence', message: inbound };
  const form = formIn(message, kind, element);
  if (!form) return { kind: 'message', message: withTap(inbound, tappedMessage(kind, message)) };
  const answered = form.answers ? MessageId.safeParse(message.quotedMsgId).data : undefined;
  return {
    kind: 'completion',
    completion: { messageId: message.id, at, ...form.found, ...(answered && { answeredMessageId: answered }) },
    message: inbound,
    text: JSON.stringify(element),
  };
}
