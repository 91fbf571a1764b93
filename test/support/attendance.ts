import { ChatId } from '../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { DAY_MS, Instant, later, now } from '../../functions/shared/domain/time/instant.ts';
import { linkSentMessage } from '../../functions/shared/store/notices/notice-messages.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { itemsOf } from './lists.ts';
import { aMessageId } from './webhooks.ts';
import type { Answer, World } from './world.ts';

type Reminded = { phone: string; id: unknown; startsAt: string };

/**
 * A message to the customer of an invitation that asks whether they come to the appointment which begins then, with the
 * button for it. Returns the message's id.
 */
export async function aReminder(
  { contract }: World,
  { phone, id, startsAt }: Reminded,
  messageId = aMessageId(),
): Promise<string> {
  const about = { invitationId: InvitationId.parse(id), startsAt: Instant.parse(startsAt) };
  const sent = {
    messageId: MessageId.parse(messageId),
    chatId: ChatId.parse(`${phone}@c.us`),
    buttons: [{ label: "I'm coming", meaning: 'coming', ...about } as const],
  };
  const table = openTable(process.env['TABLE_NAME'] ?? '', contract.channel.id);
  await linkSentMessage(table, sent, { now: now(), expiresAt: later(now(), DAY_MS) });
  return messageId;
}

/** What staff note about who came, in one world, and where it is read. */
export function createAttendance(world: World) {
  const authorization = `Bearer ${world.keys.apiKey.current}`;
  return {
    note: (id: unknown, body: unknown, headers: Record<string, string> = { authorization }): Promise<Answer> =>
      world.call({
        route: 'POST /bookings/{invitationId}/attendance',
        path: { invitationId: String(id) },
        headers,
        body,
      }),

    erase: (query: Record<string, string>): Promise<Answer> =>
      world.call({ route: 'DELETE /customers', query, headers: { authorization } }),

    /** The booking as the invitation shows it. */
    bookingOf: async (id: unknown): Promise<Record<string, unknown>> =>
      Object((await world.invitation(id)).body['booking']),

    /** The booking as the list of some days shows it. */
    async listedBooking(id: unknown, day: string): Promise<Record<string, unknown>> {
      const items = itemsOf(await world.list('GET /bookings', { from: day, to: day, limit: '100' }));
      return Object(items.find(({ invitationId }) => invitationId === id)?.['booking']);
    },

    /** How often the customer of an invitation came, and how often not. */
    countsOf: async (id: unknown) => (await world.invitation(id)).body['customer'],
  };
}
