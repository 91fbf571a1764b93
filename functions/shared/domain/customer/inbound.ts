import * as z from 'zod/mini';
import type { MessageId, StatusReport } from '../delivery/delivery.ts';
import type { Completion } from '../forms/completion.ts';
import type { Instant } from '../time/instant.ts';
import type { ChatId } from './recipient.ts';

/** A genuine message of a customer: it opens or renews the session window. */
export type InboundMessage = {
  messageId: MessageId;
  chatId: ChatId;
  at: Instant;
  /** The customer's own display name. */
  displayName?: string;
  text?: string;
  buttonPayload?: string;
  /** Another address the provider reported for the same customer. */
  alias?: ChatId;
};

/** A message the business itself sent, by whatever tool, as the provider reports it back. */
export type Echo = { messageId: MessageId; chatId: ChatId; at: Instant; text: string };

/** Why something that reached this stack could not be put to use. */
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

/** What could not be understood or matched, as received. `text` is JSON where the input was. */
export type UnmatchedElement = { reason: UnmatchedReason; text: string };

/** One element of a webhook body, in this product's words. */
export type WebhookElement =
  | { kind: 'status'; status: StatusReport }
  | { kind: 'message'; message: InboundMessage }
  /** The customer was here and said nothing: a call, a reaction. */
  | { kind: 'presence'; message: InboundMessage }
  | { kind: 'completion'; completion: Completion; message: InboundMessage; text: string }
  | { kind: 'echo'; echo: Echo }
  /** Understood, and nothing of ours to keep: what is said in a group, a remark of WhatsApp's own. */
  | { kind: 'unrelated' }
  | { kind: 'unmatched'; unmatched: UnmatchedElement };
