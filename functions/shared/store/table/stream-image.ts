import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from 'aws-lambda';
import * as z from 'zod/mini';
import { ChatWish } from '../../domain/chat/chat-wish.ts';
import { Chat } from '../../domain/customer/customer.ts';
import { UnmatchedReason } from '../../domain/customer/inbound.ts';
import { Intent } from '../../domain/customer/intent.ts';
import { Message } from '../../domain/delivery/delivery.ts';
import { Invitation } from '../../domain/invitation/invitation.ts';
import { Notice } from '../../domain/notices/notice.ts';
import { Reminder } from '../../domain/reminders/reminder.ts';
import { StaffTap } from '../../domain/staff/staff-tap.ts';
import { Instant } from '../../domain/time/instant.ts';
import { CustomerWish } from '../../domain/wishes/wish.ts';
import { isErased } from '../customer/erased.ts';
import { unpacked } from './packed.ts';

/** What could not be matched, as kept. */
export const UnmatchedItem = z.object({
  channelId: z.string(),
  createdAt: Instant,
  reason: UnmatchedReason,
  hash: z.string(),
  bytes: z.number(),
  text: z.optional(z.string()),
});
export type UnmatchedItem = z.infer<typeof UnmatchedItem>;

/** The notices of an invitation: nothing of them is announced, but who was told is counted. */
const Notices = z.object({ notices: z.array(Notice) });

/** The reminders of an invitation: who was not reminded is counted. */
const Reminders = z.object({ reminders: z.array(Reminder) });

/** What release 0.1.0 wrote of a confirmation, which expires with its booking: nothing follows from it any more. */
const Confirmation = z.object({});

/** An item as the table's stream shows it, of the kinds that have something to announce. */
const Image = z.discriminatedUnion('type', [
  z.extend(Invitation, { type: z.literal('invitation') }),
  z.extend(Message, { type: z.literal('message') }),
  z.extend(Chat, { type: z.literal('chat') }),
  z.extend(Intent, { type: z.literal('intent') }),
  z.extend(ChatWish, { type: z.literal('wish') }),
  z.extend(CustomerWish, { type: z.literal('question') }),
  z.extend(StaffTap, { type: z.literal('staff-tap') }),
  z.extend(Notices, { type: z.literal('notice') }),
  z.extend(Reminders, { type: z.literal('reminder') }),
  z.extend(Confirmation, { type: z.literal('confirmation') }),
  z.extend(UnmatchedItem, { type: z.literal('unmatched') }),
]);
export type Image = z.infer<typeof Image>;

/**
 * Reads one image of a stream record; `undefined` for what is left of one whose customer was erased, of which there is
 * nothing to say. A chat can come back to life: it is read whatever is left of it. Throws if the item is not of a form
 * this release writes or read before.
 */
export function parseImage(image: Record<string, AttributeValue>): Image | undefined {
  // Two packages describe the same wire format; `unmarshall` names only the stricter one.
  const item = unpacked(unmarshall(image as Parameters<typeof unmarshall>[0]));
  return item['type'] !== 'chat' && isErased(item) ? undefined : Image.parse(item);
}
