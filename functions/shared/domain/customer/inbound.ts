import * as z from 'zod/mini';
import type { MessageId, StatusReport } from '../delivery/delivery.ts';
import type { Completion } from '../forms/completion.ts';
import type { Instant } from '../time/instant.ts';
import type { ChatId } from './recipient.ts';

/**
 * A tap on a button or a chosen row, and the message under which it stands. The provider's usual dialect has only the
 * label, so `payload` is a bonus.
 */
export type Tap = { answers: MessageId; label: string; payload?: string };

/** A message that a customer wrote. It opens or renews the session window. */
export type InboundMessage = {
  messageId: MessageId;
  chatId: ChatId;
  at: Instant;
  /** The customer's own display name. */
  displayName?: string;
  text?: string;
  buttonPayload?: string;
  /** Set if the message is a tap that names the message it answers. Typed words that quote a message are no tap. */
  tap?: Tap;
  /** Another address the provider reported for the same customer. */
  alias?: ChatId;
};

/** A message that the business sent with any tool, as the provider reports it. */
export type Echo = { messageId: MessageId; chatId: ChatId; at: Instant; text: string };

/** Why the stack could not use something that it received. */
export const UnmatchedReason = z.enum([
  'not-json',
  'unknown-shape',
  'other-channel',
  'unreadable-status',
  'unreadable-message',
  'foreign-token',
  'no-token-no-message',
  'not-linked',
  'no-such-invitation',
  'form-too-large',
  'too-large',
  'malformed-request',
  'impossible-phone',
  'idempotency-key-reused',
  'opted-out',
]);
export type UnmatchedReason = z.infer<typeof UnmatchedReason>;

/** An input that could not be understood or matched. `text` is the input as received, usually JSON. */
export type UnmatchedElement = { reason: UnmatchedReason; text: string };

/** One element of a webhook body, in the terms of the domain. */
export type WebhookElement =
  | { kind: 'status'; status: StatusReport }
  | { kind: 'message'; message: InboundMessage }
  /** A call or a reaction: it opens the session window but has no text. */
  | { kind: 'presence'; message: InboundMessage }
  | { kind: 'completion'; completion: Completion; message: InboundMessage; text: string }
  | { kind: 'echo'; echo: Echo }
  /** Understood but not kept: a message in a group, a notice of WhatsApp. */
  | { kind: 'unrelated' }
  | { kind: 'unmatched'; unmatched: UnmatchedElement };
