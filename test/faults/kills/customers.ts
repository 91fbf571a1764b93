import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { textBody } from '../../support/webhooks.ts';
import { untilDecided } from './asking.ts';
import type { KillableStack } from './killable-stack.ts';

/** Somebody who has a booking, with how the business reaches them. */
export type BookedCustomer = { phone: string; invitationId: string; time: string };

const TIMES = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00'];

/** The customer writes, which opens the session window. */
export async function write(stack: KillableStack, phone: string): Promise<void> {
  const at = Math.floor((await stack.now()).getTime() / 1000);
  const message = textBody('raw', { phone, text: 'Thanks', at });
  const { status } = await untilDecided(() => stack.webhook(message));
  assert.equal(status, 200, `A customer's message was answered with ${status}.`);
}

/** Six customers who wrote and were booked by hand on a date. Their phones have ten digits of `digits`, and one of their own. */
export const bookCustomers = (stack: KillableStack, date: string, phones: number): Promise<BookedCustomer[]> =>
  Promise.all(
    TIMES.map(async (time, index) => {
      const phone = String(phones + index);
      await write(stack, phone);
      const wish = { service: 'consultation', resource: 'ana', date, time, customerName: 'Gina', phone };
      const ask = () => stack.call('POST', '/bookings', wish, `${date}-${phone}`);
      const { status, body } = await untilDecided(ask);
      assert([200, 201].includes(status), `A booking was answered with ${status}.`);
      return { phone, invitationId: z.string().parse(body['invitationId']), time };
    }),
  );
