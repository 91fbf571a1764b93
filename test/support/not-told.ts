import { createBookings } from './bookings.ts';
import { aMessageId } from './webhooks.ts';
import type { World } from './world.ts';

const CLOSED = { body: { sent: false, message: 'Dialog window is closed' } };

/** Customers who are told of their bookings, and customers whom the message does not reach. */
export function createTold(world: World) {
  const { aBooking, announced, patch } = createBookings(world);

  const tell = async () => world.deliverAnnounced('tell-customer', ...(await announced()));

  return {
    /** Delivers what was announced of bookings since the last time to whoever tells customers. */
    tell,

    /** A booking of which the customer was told by the message with this id. */
    async aTold(fields?: Record<string, unknown>) {
      const invited = await aBooking(fields);
      const told = aMessageId();
      world.provider.answerNext({ body: { sent: true, id: told } });
      await tell();
      return { ...invited, told };
    },

    /** A booking of which the customer was told, and then moved, of which they were not. */
    async anUntoldMove() {
      const invited = await aBooking();
      await tell();
      await patch(invited.id, { date: '2041-12-04', time: '11:00' });
      world.provider.answerNext(CLOSED);
      await tell();
      return invited;
    },

    /** A booking that has to be corrected before the customer is told of it. */
    async anUntoldOddTime(fields: Record<string, unknown>) {
      const invited = await aBooking(fields);
      await tell();
      return invited;
    },
  };
}
