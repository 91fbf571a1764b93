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

async function bookCustomer(stack: KillableStack, date: string, time: string, phone: string): Promise<BookedCustomer> {
  await write(stack, phone);
  const wish = { service: 'consultation', resource: 'ana', date, time, customerName: 'Gina', phone };
  const { status, body } = await untilDecided(() => stack.call('POST', '/bookings', wish, `${date}-${phone}`));
  assert([200, 201].includes(status), `A booking was answered with ${status}.`);
  return { phone, invitationId: z.string().parse(body['invitationId']), time };
}

/**
 * Six customers who wrote and were booked by hand on a date, with phones from a number on. One comes after the other, so that a
 * slow machine is not asked for more at once than it bears.
 */
export async function bookCustomers(stack: KillableStack, date: string, phones: number): Promise<BookedCustomer[]> {
  const customers: BookedCustomer[] = [];
  for (const [index, time] of TIMES.entries())
    customers.push(await bookCustomer(stack, date, time, String(phones + index)));
  return customers;
}
