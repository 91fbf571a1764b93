import { DELIVERY_FACTS, DELIVERY_STATUSES, deliveryOf, type Message } from '../delivery/delivery.ts';
import { type Announcement, SCHEMA_VERSION } from './event-details.ts';
import { eventIdOf } from './event-id.ts';

/** Announces once that a reminder was sent: its message is linked when the provider took it. */
function reminded(old: Message | undefined, message: Message): Announcement[] {
  const { messageId, channelId, createdAt, chatId, reminds } = message;
  if (!reminds || !chatId || old?.reminds) return [];
  const eventId = eventIdOf(messageId, 'reminded');
  const common = { eventId, schemaVersion: SCHEMA_VERSION, occurredAt: createdAt, channelId };
  return [{ detailType: 'Appointment Reminded', detail: { ...common, chatId, messageId, ...reminds } }];
}

/**
 * The delivery facts that are new between two images of one message. Facts of an unlinked message
 * are announced once it is linked to an invitation.
 */
function deliveries(old: Message | undefined, message: Message): Announcement[] {
  const { messageId, invitationId, channelId, carrier, failure } = message;
  const current = deliveryOf(message);
  if (!invitationId || current === 'accepted') return [];
  const announced = old?.invitationId ? old : undefined;
  return DELIVERY_STATUSES.flatMap((status) => {
    const occurredAt = message[DELIVERY_FACTS[status]];
    if (!occurredAt || announced?.[DELIVERY_FACTS[status]]) return [];
    const detail = {
      eventId: eventIdOf(messageId, status),
      schemaVersion: SCHEMA_VERSION,
      occurredAt,
      channelId,
      invitationId,
      messageId,
      ...(carrier && { carrier }),
      status,
      current,
      ...(status === 'failed' && failure && { failure }),
    } as const;
    return [{ detailType: 'Delivery Status Changed', detail } satisfies Announcement];
  });
}

/** The announcements for the change between two images of one message. */
export const messageAnnouncements = (old: Message | undefined, message: Message): Announcement[] => [
  ...reminded(old, message),
  ...deliveries(old, message),
];
