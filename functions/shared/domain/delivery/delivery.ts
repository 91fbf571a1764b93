import * as z from 'zod/mini';
import { ChatId } from '../customer/recipient.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import { SentButton } from '../notices/notice.ts';
import { RemindedOf } from '../reminders/reminded-of.ts';
import { SentToStaff } from '../staff/staff-button.ts';
import { Instant, later } from '../time/instant.ts';
import { Failure } from './failure.ts';

/** The delivery statuses of a message, weakest first. A weaker report never replaces a stronger one. */
export const DELIVERY_STATUSES = ['sent', 'failed', 'delivered', 'read'] as const;
export const DeliveryStatus = z.enum(DELIVERY_STATUSES);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** The attribute of a message that stores the time of each status. */
export const DELIVERY_FACTS = {
  sent: 'sentAt',
  failed: 'failedAt',
  delivered: 'deliveredAt',
  read: 'readAt',
} as const satisfies Record<DeliveryStatus, string>;
export type DeliveryFact = (typeof DELIVERY_FACTS)[DeliveryStatus];

/**
 * WhatsApp's id of one message (`wamid.…`), opaque. It serves as a key and as the name of an attribute, so it must be
 * well-formed Unicode and not `__proto__`, under which a JavaScript object stores no value.
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

/** The kind of message that carried an invitation. */
export const Carrier = z.enum(['flow', 'template']);
export type Carrier = z.infer<typeof Carrier>;

/** One report of a status. `at` is missing if the report had no time; the time of receipt is used then. */
export type StatusReport = {
  messageId: MessageId;
  status: DeliveryStatus;
  at?: Instant;
  failure?: Failure;
  /** The addresses under which the provider reports the customer. */
  reportedAs: ChatId[];
};

/** A message as stored: its delivery, and its invitation, notice or reminder once it is linked. */
export const Message = z.object({
  messageId: MessageId,
  channelId: z.string(),
  createdAt: Instant,
  sentAt: z.optional(Instant),
  failedAt: z.optional(Instant),
  deliveredAt: z.optional(Instant),
  readAt: z.optional(Instant),
  failure: z.optional(Failure),
  /** When a customer first tapped a button under it. That is no report of the provider. */
  tappedAt: z.optional(Instant),
  invitationId: z.optional(InvitationId),
  carrier: z.optional(Carrier),
  linkedAt: z.optional(Instant),
  /** The version of a booking that the message tells of. */
  tells: z.optional(z.object({ invitationId: InvitationId, revision: z.number() })),
  /** The appointment that it reminds of, or that it follows up. */
  reminds: z.optional(RemindedOf),
  /** Until when who sent it waits for news of it. */
  newsBy: z.optional(Instant),
  /** The customer's message that it answers. */
  answers: z.optional(MessageId),
  /** What the buttons under it mean. */
  buttons: z.optional(z.array(SentButton)),
  /** It went to a member of staff: what it is about. */
  toStaff: z.optional(SentToStaff),
  /** The recipient, once the message is linked. */
  chatId: z.optional(ChatId),
  /** All addresses under which the provider reported the customer. */
  reportedAs: z.optional(z.set(ChatId)),
});
export type Message = z.infer<typeof Message>;

/** The invitation that the message carried, or whose booking it tells of, to the customer or to staff. */
export function invitationOf({ invitationId, tells, reminds, toStaff }: Message): InvitationId | undefined {
  const ofStaff = toStaff && 'invitationId' in toStaff.about ? toStaff.about.invitationId : undefined;
  return invitationId ?? tells?.invitationId ?? reminds?.invitationId ?? ofStaff;
}

/** The strongest status of a message, or `accepted` if none was reported. */
export function deliveryOf(message: { [Fact in DeliveryFact]?: Instant | undefined }): DeliveryStatus | 'accepted' {
  return DELIVERY_STATUSES.findLast((status) => message[DELIVERY_FACTS[status]]) ?? 'accepted';
}

/** Whether the message reached the customer's phone: that was reported, or they tapped a button under it. */
export const messageArrived = (message: Message | undefined): boolean =>
  [message?.deliveredAt, message?.readAt, message?.tappedAt].some((at) => at !== undefined);

/** The clocks of two functions differ by less, with the time that one takes from its look to its write. */
const CLOCKS_DIFFER_MS = 60_000;

/** What shows that a message arrived. */
export type Arrival = 'delivered' | 'read' | 'tapped';

/**
 * Whether who sent the message may have given it up before this sign of its arrival: it had failed, or the time to wait
 * for news was over. One that was delivered in time and is read or tapped later was not given up.
 */
export function mayHaveBeenGivenUp(message: Message, arrival: Arrival, now: Instant): boolean {
  const { failedAt, newsBy, deliveredAt } = message;
  if (arrival !== 'delivered' && deliveredAt !== undefined) return false;
  return failedAt !== undefined || (newsBy !== undefined && later(newsBy, -CLOCKS_DIFFER_MS) <= now);
}
