import * as z from 'zod/mini';
import { ChatId } from '../customer/recipient.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import { Instant } from '../time/instant.ts';
import { Failure } from './failure.ts';

/** The delivery statuses of a message, weakest first. A weaker report never replaces a stronger one. */
export const DELIVERY_STATUSES = ['sent', 'failed', 'delivered', 'read'] as const;
export const DeliveryStatus = z.enum(DELIVERY_STATUSES);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** The fact each status leaves on a message. */
export const DELIVERY_FACTS = {
  sent: 'sentAt',
  failed: 'failedAt',
  delivered: 'deliveredAt',
  read: 'readAt',
} as const satisfies Record<DeliveryStatus, string>;
export type DeliveryFact = (typeof DELIVERY_FACTS)[DeliveryStatus];

/**
 * WhatsApp's id of one message (`wamid.…`), opaque, but fit to be a key and the name of an attribute: in whole
 * characters, and not the one name under which JavaScript keeps nothing.
 */
export const MessageId = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(512),
    z.refine((id) => id.isWellFormed() && id !== '__proto__'),
  )
  .brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** How an invitation travelled. */
export const Carrier = z.enum(['flow', 'template']);
export type Carrier = z.infer<typeof Carrier>;

/** One report of a status. Without `at` the report carried no time and the time of receipt stands in for it. */
export type StatusReport = {
  messageId: MessageId;
  status: DeliveryStatus;
  at?: Instant;
  failure?: Failure;
  /** The addresses under which the provider reports the customer. */
  reportedAs: ChatId[];
};

/** A message as stored: the facts of its delivery, and what it carried once that is known. */
export const Message = z.object({
  messageId: MessageId,
  channelId: z.string(),
  createdAt: Instant,
  sentAt: z.optional(Instant),
  failedAt: z.optional(Instant),
  deliveredAt: z.optional(Instant),
  readAt: z.optional(Instant),
  failure: z.optional(Failure),
  invitationId: z.optional(InvitationId),
  carrier: z.optional(Carrier),
  linkedAt: z.optional(Instant),
  /** The version of a booking that the message confirms. */
  confirms: z.optional(z.object({ invitationId: InvitationId, revision: z.number() })),
  /** Whom the message went to, once linked. */
  chatId: z.optional(ChatId),
  /** All addresses under which the provider reported the customer. */
  reportedAs: z.optional(z.set(ChatId)),
});
export type Message = z.infer<typeof Message>;

/** How far a message got: the strongest fact, or `accepted` while nothing was reported. */
export function deliveryOf(message: { [Fact in DeliveryFact]?: Instant | undefined }): DeliveryStatus | 'accepted' {
  return DELIVERY_STATUSES.findLast((status) => message[DELIVERY_FACTS[status]]) ?? 'accepted';
}

/** Whether the message reached the customer's phone. */
export const messageArrived = ({ deliveredAt, readAt }: Message): boolean =>
  deliveredAt !== undefined || readAt !== undefined;
