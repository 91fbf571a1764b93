import type { Context } from 'hono';
import { type Answer, notFound } from '../api/method-answers.ts';
import type { Customer, Message } from '../channel-state.ts';
import { parseAddress } from '../chat/addresses.ts';
import type { Channel } from '../simulated-channel.ts';

/** The customer of a control call's path. */
export function findCustomer(channel: Channel, c: Context): Customer | undefined {
  const address = parseAddress(c.req.param('phone') ?? '');
  return address && channel.customers.find(address);
}

/** The business message of a control call's path that is on this customer's phone, or why there is none. */
export function findArrived(
  channel: Channel,
  c: Context,
): { customer: Customer; message: Message } | { refusal: Answer } {
  const customer = findCustomer(channel, c);
  const message = channel.messages.get(c.req.param('messageId') ?? '');
  if (!customer || message?.customerId !== customer.id) return { refusal: notFound('message') };
  if (message.fromCustomer) return { refusal: conflict('This message is the customer’s own.') };
  if (!hasArrived(message)) return { refusal: conflict('This message failed and is not on the customer’s phone.') };
  return { customer, message };
}

/** A failed message is on the phone only if another of the customer's devices received it. */
function hasArrived({ history }: Message): boolean {
  const failed = history.some(({ failure }) => failure !== undefined);
  return !failed || history.some(({ status }) => status === 'delivered');
}

/** What cannot be done with things as they are. */
export const conflict = (error: string): Answer => ({ status: 409, body: { error } });
