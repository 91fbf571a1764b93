import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { parseInput } from '../../parse-input.ts';
import { type Answer, invalid, notFound, respond } from '../api/method-answers.ts';
import type { Customer, Message } from '../channel-state.ts';
import { parseAddress, parsePhone, recipientAddress } from '../chat/addresses.ts';
import { readObject } from '../request-body.ts';
import type { Channel } from '../simulated-channel.ts';
import { conflict, findArrived, findCustomer } from './arrived-message.ts';
import { shownAddress, viewCustomer, viewMessage } from './chat-view.ts';

const MALFORMED_ADDRESS = 'the customer must be a phone (digits only), a BSUID or a chat id';

const KnownCustomer = z.strictObject({ name: z.optional(z.string().check(z.minLength(1), z.maxLength(100))) });

const NewMessage = z.strictObject({
  text: z.string().check(z.minLength(1), z.maxLength(4096)),
  name: z.optional(z.string()),
  /** Set if the message is the press of a reply button with this payload. */
  buttonPayload: z.optional(z.string()),
  /** Whether the provider reports this customer by BSUID only (true), or by phone again (false). */
  phoneHidden: z.optional(z.boolean()),
  /** Makes the provider report this customer under another spelling of the number. */
  reportedAs: z.optional(z.string().check(z.refine((phone) => parsePhone(phone) !== undefined, 'must be digits only'))),
});

const Completion = z.strictObject({ fields: z.record(z.string(), z.unknown()) });

/** The id of a button or a row; a template's quick reply has its label for an id. */
const Tap = z.strictObject({ id: z.string() });

const ForeignMessage = z.strictObject({
  phone: z.optional(z.string()),
  chatId: z.optional(z.string()),
  text: z.string().check(z.minLength(1), z.maxLength(4096)),
});

/** The actions of customers, and of other senders of the business: writing, opening, tapping, completing; and their views. */
export function customerControlRoutes(channel: Channel): Hono {
  const routes = new Hono();

  routes.get('/customers', (c) => c.json(channel.customers.all().map(viewCustomer)));
  routes.put('/customers/:phone', async (c) => {
    const address = parseAddress(c.req.param('phone'));
    if (!address) return respond(c, invalid(MALFORMED_ADDRESS));
    const parsed = parseInput(KnownCustomer, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    const customer = channel.customers.reach(address);
    channel.customers.change(customer, parsed.value);
    channel.changed();
    channel.feed.publish('customer', { customer: customer.id });
    return c.json({ ...viewCustomer(customer), shownAs: shownAddress(customer) });
  });
  routes.get('/customers/:phone/refusals', (c) => {
    const customer = findCustomer(channel, c);
    return c.json(channel.refusals.all().filter((refusal) => refusal.customer === customer?.id));
  });
  routes.get('/customers/:phone/messages', (c) => {
    const customer = findCustomer(channel, c);
    return c.json(
      customer ? channel.messages.ofCustomer(customer.id).map((message) => viewMessage(channel, message)) : [],
    );
  });
  // One message, and whose chat it is in.
  routes.get('/messages/:messageId', (c) => {
    const message = channel.messages.get(c.req.param('messageId'));
    const customer = message && channel.customers.byId(message.customerId);
    if (!message || !customer) return respond(c, notFound('message'));
    return c.json({
      ...viewMessage(channel, message),
      customer: { ...viewCustomer(customer), shownAs: shownAddress(customer) },
    });
  });
  routes.post('/customers/:phone/messages', async (c) => {
    const address = parseAddress(c.req.param('phone'));
    if (!address) return respond(c, invalid(MALFORMED_ADDRESS));
    const parsed = parseInput(NewMessage, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    const { text, buttonPayload, ...known } = parsed.value;
    const owner = known.reportedAs && channel.customers.find({ phone: known.reportedAs });
    if (owner && owner !== channel.customers.find(address)) {
      return respond(c, conflict('reportedAs: this number belongs to another customer'));
    }
    const customer = channel.customers.reach(address);
    channel.customers.change(customer, known);
    return c.json(viewMessage(channel, channel.conversation.write(customer, text, buttonPayload)), 201);
  });
  routes.post('/customers/:phone/messages/:messageId/open', (c) =>
    onArrivedMessage(channel, c, (_customer, message) => {
      channel.conversation.open(message);
      return { status: 200, body: viewMessage(channel, message) };
    }),
  );
  routes.post('/customers/:phone/messages/:messageId/tap', async (c) => {
    const parsed = parseInput(Tap, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    return onArrivedMessage(channel, c, (customer, message) => {
      const reply = message.replies?.options.find(({ id }) => id === parsed.value.id);
      if (!reply) return conflict('This message has no such button.');
      return { status: 201, body: viewMessage(channel, channel.conversation.choose(customer, message, reply)) };
    });
  });
  routes.post('/customers/:phone/messages/:messageId/complete', async (c) => {
    const parsed = parseInput(Completion, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    return onArrivedMessage(channel, c, (customer, message) => {
      if (!message.flow) return conflict('This message carries no form.');
      if (message.flow.isOver) return conflict('This form is over: its button is disabled.');
      const completion = channel.conversation.complete(customer, message, parsed.value.fields);
      return { status: 201, body: viewMessage(channel, completion) };
    });
  });
  routes.post('/foreign-message', async (c) => {
    const parsed = parseInput(ForeignMessage, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    const address = recipientAddress(parsed.value);
    if (!address) return respond(c, invalid('give exactly one of phone (digits only) and chatId'));
    const customer = channel.customers.reach(address);
    const message = channel.conversation.send(customer, { kind: 'text', body: parsed.value.text });
    return c.json(viewMessage(channel, message), 201);
  });
  return routes;
}

/** Acts on a business message that is on this customer's phone. */
function onArrivedMessage(
  channel: Channel,
  c: Context,
  act: (customer: Customer, message: Message) => Answer,
): Response {
  const found = findArrived(channel, c);
  return respond(c, 'refusal' in found ? found.refusal : act(found.customer, found.message));
}
