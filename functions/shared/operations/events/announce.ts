import type { ChatWish } from '../../domain/chat/chat-wish.ts';
import type { Chat } from '../../domain/customer/customer.ts';
import type { Intent } from '../../domain/customer/intent.ts';
import type { Announcement } from '../../domain/events/event-details.ts';
import { SCHEMA_VERSION } from '../../domain/events/event-details.ts';
import { eventIdOf } from '../../domain/events/event-id.ts';
import { invitationAnnouncements } from '../../domain/events/invitation-announcements.ts';
import { messageAnnouncements } from '../../domain/events/message-announcements.ts';
import type { StaffTap } from '../../domain/staff/staff-tap.ts';
import type { CustomerWish } from '../../domain/wishes/wish.ts';
import type { Image, UnmatchedItem } from '../../store/table/stream-image.ts';
import type { StreamChange } from './stream-change.ts';

function unmatchedAnnouncements(unmatched: UnmatchedItem): Announcement[] {
  const { channelId, createdAt, reason, hash, bytes } = unmatched;
  const eventId = eventIdOf(hash, 'unmatched');
  const detail = { eventId, schemaVersion: SCHEMA_VERSION, occurredAt: createdAt, channelId, reason, hash, bytes };
  return [{ detailType: 'Unmatched Webhook Received', detail }];
}

function intentAnnouncements({ messageId, channelId, chatId, at, sign, language }: Intent): Announcement[] {
  const eventId = eventIdOf(messageId, 'intent');
  const common = { eventId, schemaVersion: SCHEMA_VERSION, occurredAt: at, channelId };
  const detail = { ...common, chatId, messageId, sign, ...(language && { language }) };
  return [{ detailType: 'Booking Intent Detected', detail }];
}

/** A wish, and once more a tap that the message it answers was found for, or that waited for it in vain. */
function chatWishAnnouncements(old: ChatWish | undefined, image: ChatWish): Announcement[] {
  const { messageId, channelId, chatId, at, wish, messageLink } = image;
  if (old && old.messageLink === messageLink) return [];
  const eventId = eventIdOf(messageId, messageLink ? `wish/${messageLink}` : 'wish');
  const detail = { eventId, schemaVersion: SCHEMA_VERSION, occurredAt: at, channelId, chatId, messageId, wish };
  return [{ detailType: 'Customer Wish Detected', detail }];
}

/** `erasedAt`: when a question of that chat, wish and day was erased, whose place this one takes. */
function wishAnnouncements(
  old: CustomerWish | undefined,
  question: CustomerWish,
  erasedAt: string | undefined,
): Announcement[] {
  const { messageId, channelId, chatId, at, wish, answeredAt } = question;
  // What was answered stands again with the customer's next message of the day.
  const standsAgain = old?.answeredAt !== undefined && answeredAt === undefined;
  if (old && !standsAgain) return [];
  // Not by the message: which of the day's messages is stored first depends on their order of arrival.
  const before = old?.answeredAt ?? erasedAt;
  const fact = `wish/${wish}/${at.slice(0, 10)}${before ? `/${before}` : ''}`;
  const eventId = eventIdOf(chatId, fact);
  const detail = { eventId, schemaVersion: SCHEMA_VERSION, occurredAt: at, channelId, chatId, messageId, wish };
  return [{ detailType: 'Customer Question Received', detail }];
}

function staffTapAnnouncements({ messageId, channelId, at }: StaffTap): Announcement[] {
  const eventId = eventIdOf(messageId, 'staff-tap');
  const detail = { eventId, schemaVersion: SCHEMA_VERSION, occurredAt: at, channelId, messageId };
  return [{ detailType: 'Staff Button Tapped', detail }];
}

function consentAnnouncements(old: Chat | undefined, { chatId, channelId, optedOutAt }: Chat): Announcement[] {
  // An erased chat keeps its opt-out but has no address.
  if (!chatId || !optedOutAt || old?.optedOutAt === optedOutAt) return [];
  const eventId = eventIdOf(chatId, `opted-out/${optedOutAt}`);
  const detail = { eventId, schemaVersion: SCHEMA_VERSION, occurredAt: optedOutAt, channelId, chatId };
  return [{ detailType: 'Customer Opted Out', detail }];
}

/** What is announced when it is stored, and never again. */
function announcementsOnce(image: Extract<Image, { type: 'intent' | 'staff-tap' | 'unmatched' }>): Announcement[] {
  if (image.type === 'intent') return intentAnnouncements(image);
  return image.type === 'staff-tap' ? staffTapAnnouncements(image) : unmatchedAnnouncements(image);
}

/** The events for what one change added to the table. */
export function announcementsOf({ old, image, erasedAt }: StreamChange): Announcement[] {
  if (!image) return [];
  switch (image.type) {
    case 'invitation':
      return invitationAnnouncements(old?.type === 'invitation' ? old : undefined, image);
    case 'message':
      return messageAnnouncements(old?.type === 'message' ? old : undefined, image);
    case 'chat':
      return consentAnnouncements(old?.type === 'chat' ? old : undefined, image);
    case 'wish':
      return chatWishAnnouncements(old?.type === 'wish' ? old : undefined, image);
    case 'question':
      return wishAnnouncements(old?.type === 'question' ? old : undefined, image, erasedAt);
    case 'intent':
    case 'staff-tap':
    case 'unmatched':
      return old ? [] : announcementsOnce(image);
    // Who was not told is announced by the mark on the invitation.
    case 'notice':
    case 'reminder':
    case 'confirmation':
      return [];
  }
}
