import { TOLD_EVENTS } from '../../functions/shared/domain/events/event-details.ts';
import { aForm, completionBody, secondsAgo, textBody } from './webhooks.ts';
import type { AnnouncedEvent, World } from './world.ts';

/** In the opening hours, and in the future for a long time to come: a Tuesday. */
export const futureForm = { ...aForm, date: '2041-12-03' };

type Invited = Awaited<ReturnType<World['anInvitation']>>;

/** What customers and the business do with bookings in one world, and what the bus says of it. */
export function createBookings(world: World) {
  const headersWith = (key?: string) => ({
    authorization: `Bearer ${world.keys.apiKey.current}`,
    ...(key !== undefined && { 'idempotency-key': key }),
  });

  /** The events about bookings that nobody was handed yet. */
  const announced = async (): Promise<AnnouncedEvent[]> =>
    (await world.announce()).filter(({ type }) => TOLD_EVENTS.some((told) => told === type));

  /** The customer submits the form, so many seconds ago by their own clock. */
  const complete = ({ phone, token }: Invited, fields: Record<string, unknown> = futureForm, ago = 120) =>
    world.webhook(completionBody('raw', { phone, token, at: secondsAgo(ago), fields }), '/flow-completion');

  return {
    announced,
    complete,

    /** An invitation by which a customer booked two minutes ago, in the language their message asked in. */
    async aBooking(fields?: Record<string, unknown>, ago?: number): Promise<Invited> {
      const invited = await world.anInvitation();
      await complete(invited, fields, ago);
      return invited;
    },

    patch: (id: unknown, body: unknown, key?: string) =>
      world.call({
        route: 'PATCH /bookings/{invitationId}',
        path: { invitationId: String(id) },
        headers: headersWith(key),
        body,
      }),

    cancel: (id: unknown, body?: unknown) =>
      world.call({
        route: 'POST /bookings/{invitationId}/cancel',
        path: { invitationId: String(id) },
        headers: headersWith(),
        body,
      }),

    /** The customer writes, now. */
    write: (phone: string, text: string) =>
      world.webhook(textBody('raw', { phone, text, at: secondsAgo(0) }), '/messages'),
  };
}
