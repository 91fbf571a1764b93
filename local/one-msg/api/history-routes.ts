import { Hono } from 'hono';
import { parseChatId } from '../chat/addresses.ts';
import type { Channel } from '../simulated-channel.ts';
import { plainHook } from '../webhooks/dialects/hooks.ts';
import { normalisedMessage } from '../webhooks/dialects/normalised.ts';
import { type Answer, invalid, notFound, respond } from './method-answers.ts';

/** `GET /messages` returns at most this many of the newest messages. */
const HISTORY_LIMIT = 100;

/** Queries about past messages: hookInfo (one message's statuses) and messages (a chat's history). */
export function historyRoutes(channel: Channel): Hono {
  const routes = new Hono();
  routes.get('/hookInfo', (c) => respond(c, hookInfo(channel, c.req.query('messageId'))));
  routes.get('/messages', (c) => respond(c, history(channel, c.req.query())));
  return routes;
}

function hookInfo(channel: Channel, messageId: string | undefined): Answer {
  if (!channel.behaviour.current.hookInfo) return notFound('method hookInfo');
  if (!messageId) return invalid('messageId: must not be empty');
  const message = channel.messages.get(messageId);
  const customer = message && channel.customers.byId(message.customerId);
  const known = message && customer && !message.fromCustomer;
  const hooks = known ? message.history.map((change) => plainHook(message, customer, change)) : [];
  return { status: 200, body: { hooks } };
}

/** A time limit in unix seconds; anything else sets no limit. */
const secondsOr = (text: string | undefined, none: number): number =>
  /^\d{1,12}$/.test(text ?? '') ? Number(text) : none;

function history(channel: Channel, { chatId, min_time, max_time }: Record<string, string>): Answer {
  const { history: offered, ...places } = channel.behaviour.current;
  if (!offered) return { status: 200, body: { messages: [] } };
  const address = chatId === undefined ? undefined : parseChatId(chatId);
  if (chatId !== undefined && !address) return invalid('chatId: must be <digits>@c.us or <BSUID>@lid');
  const customer = address && channel.customers.find(address);
  const all = address ? channel.messages.ofCustomer(customer?.id ?? '') : channel.messages.all();
  const [from, until] = [secondsOr(min_time, 0) * 1000, secondsOr(max_time, Number.POSITIVE_INFINITY) * 1000];
  const asked = all.filter(({ at }) => at >= from && at <= until);
  const messages = asked.slice(-HISTORY_LIMIT).flatMap((message) => {
    const writer = channel.customers.byId(message.customerId);
    return writer ? [normalisedMessage(message, writer, channel.line, places)] : [];
  });
  return { status: 200, body: { messages } };
}
