import * as z from 'zod/mini';
import { ChatId } from '../customer/recipient.ts';
import { MessageId } from '../delivery/delivery.ts';
import { Actor } from '../people/actor.ts';
import { Instant } from '../time/instant.ts';

/** What a person sees to: the stack neither cancels nor changes by a message, and knows no answers. */
export const WishForPerson = z.enum(['cancel', 'change', 'question']);
export type WishForPerson = z.infer<typeof WishForPerson>;

/** What a customer's message asks for. The stack answers `book` with an invitation. */
export type MessageWish = 'book' | WishForPerson;

/** One wish of one chat on one UTC day, as stored. It holds no text: staff read that in the chat. */
export const CustomerWish = z.object({
  channelId: z.string(),
  chatId: ChatId,
  wish: WishForPerson,
  /** The first message of the day with this wish. */
  messageId: MessageId,
  at: Instant,
  /** The customer's own display name. */
  displayName: z.optional(z.string()),
  /** Who said that the customer has an answer, and when. It leaves the worklist then. */
  answeredBy: z.optional(Actor),
  answeredAt: z.optional(Instant),
});
export type CustomerWish = z.infer<typeof CustomerWish>;
