import * as z from 'zod/mini';
import type { BusinessTerms } from '../business-terms.ts';
import { ChatId } from '../customer/recipient.ts';
import { MessageId } from '../delivery/delivery.ts';
import { Instant } from '../time/instant.ts';
import { WishForPerson } from '../wishes/wish.ts';

/** What a message wants an answer to. What a tap wants, only the message tells under whose text it was. */
export const ChatWishKind = z.enum(['cancel', 'change', 'question', 'tap']);
export type ChatWishKind = z.infer<typeof ChatWishKind>;

/** How an answer ended. `done`: nothing had to be sent, or a person answers. */
export const AnswerOutcome = z.enum(['accepted', 'refused', 'unknown', 'done']);
export type AnswerOutcome = z.infer<typeof AnswerOutcome>;

/** One message of a customer that wants an answer, as stored. It holds no text but the label of a button. */
export const ChatWish = z.object({
  channelId: z.string(),
  messageId: MessageId,
  chatId: ChatId,
  at: Instant,
  wish: ChatWishKind,
  /** The question is when the customer's own appointment is. */
  asksWhen: z.optional(z.literal(true)),
  /** The tapped label, and the message under which it stands. */
  tap: z.optional(z.object({ answers: MessageId, label: z.string() })),
  /** The contract's language of the words, if one alone knows them. */
  language: z.optional(z.string()),
  /** The customer's own display name. */
  displayName: z.optional(z.string()),
  /** What became of the message that a tap waited for: it was linked, or not in time. */
  messageLink: z.optional(z.enum(['made', 'missing'])),
  /** Names the run that may send the answer. */
  claimId: z.optional(z.string()),
  claimedAt: z.optional(Instant),
  /** What a person sees to if the claimed answer does not reach the customer. */
  forPerson: z.optional(WishForPerson),
  outcome: z.optional(AnswerOutcome),
});
export type ChatWish = z.infer<typeof ChatWish>;

/** Whether the stack answers in the chat in any language; otherwise a person answers everything. */
export const answersInChat = ({ languages }: Pick<BusinessTerms, 'languages'>): boolean =>
  Object.values(languages).some(({ chat }) => chat !== undefined);

/** A label as it is compared: without regard to case and blanks. */
export const foldLabel = (label: string): string => label.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Whether a label can be of a button that this stack sends, or of a template of its contract. */
export function isOwnLabel(label: string, { languages }: Pick<BusinessTerms, 'languages'>): boolean {
  const folded = foldLabel(label);
  return Object.values(languages).some(({ chat, templates }) =>
    [chat?.buttons, ...Object.values(templates ?? {}).map((template) => template?.buttons)].some((labels) =>
      Object.values(labels ?? {}).some((one) => one !== undefined && foldLabel(one) === folded),
    ),
  );
}
