import * as z from 'zod/mini';
import { MessageId } from '../../domain/delivery.ts';
import type { InboundMessage, WebhookElement } from '../../domain/inbound.ts';
import type { Instant } from '../../domain/instant.ts';
import { isJsonObject, type Json, parseJson } from '../../domain/json.ts';
import { ReportedChatId } from '../../domain/recipient.ts';
import { type FoundForm, findForm } from './find-form.ts';
import { Flag, instantOf, MaybeText } from './lenient.ts';

/** One message of the normalised dialect. */
const NormalisedMessage = z.object({
  id: MessageId,
  chatId: ReportedChatId,
  time: z.optional(z.unknown()),
  type: MaybeText,
  body: z.optional(z.unknown()),
  fromMe: Flag,
  self: Flag,
  senderName: MaybeText,
  chatName: MaybeText,
  authorBsuid: MaybeText,
  quotedMsgId: MaybeText,
});
type NormalisedMessage = z.infer<typeof NormalisedMessage>;

/** What a customer typed: never searched for a form without a token, or quoting a message would be enough to book. */
const TYPED = new Set(['chat', 'text']);

/** Where the token is missing, an interactive message whose body is a JSON object can only be a form. */
function formWithoutToken({ body }: NormalisedMessage): FoundForm | undefined {
  if (typeof body !== 'string') return undefined;
  const form = body.trimStart().startsWith('{') ? parseJson(body) : undefined;
  return isJsonObject(form) ? { form } : undefined;
}

function formIn(message: NormalisedMessage, element: Json): FoundForm | undefined {
  const found = findForm(element);
  if (TYPED.has(message.type ?? '')) return found?.flowToken ? found : undefined;
  return found ?? formWithoutToken(message);
}

function inboundOf(message: NormalisedMessage, at: Instant): InboundMessage {
  const alias = ReportedChatId.safeParse(`${message.authorBsuid}@lid`);
  const displayName = message.senderName || message.chatName;
  return {
    messageId: message.id,
    chatId: message.chatId,
    at,
    ...(displayName && { displayName }),
    ...(typeof message.body === 'string' && { text: message.body }),
    ...(message.authorBsuid && alias.success && alias.data !== message.chatId && { alias: alias.data }),
  };
}

/** Reads one element of `messages` in the normalised dialect. */
export function readNormalisedMessage(element: Json, receivedAt: Instant): WebhookElement {
  const parsed = NormalisedMessage.safeParse(element);
  if (!parsed.success) {
    return { kind: 'unmatched', unmatched: { reason: 'unreadable-message', text: JSON.stringify(element) } };
  }
  const message = parsed.data;
  const at = instantOf(message.time, receivedAt) ?? receivedAt;
  if (message.fromMe || message.self) {
    const text = typeof message.body === 'string' ? message.body : '';
    return { kind: 'echo', echo: { messageId: message.id, chatId: message.chatId, at, text } };
  }
  const inbound = inboundOf(message, at);
  const found = formIn(message, element);
  if (!found) return { kind: 'message', message: inbound };
  const answered = MessageId.safeParse(message.quotedMsgId);
  return {
    kind: 'completion',
    completion: { messageId: message.id, at, ...found, ...(answered.success && { answeredMessageId: answered.data }) },
    message: inbound,
    text: JSON.stringify(element),
  };
}
