import { Hono } from 'hono';
import * as z from 'zod/mini';
import { JsonObject } from '../../../functions/shared/domain/text/json.ts';
import { parseInput } from '../../parse-input.ts';
import { type Answer, invalid, notFound, respond } from '../api/method-answers.ts';
import type { Customer, Message } from '../channel-state.ts';
import type { Asked, Outcome } from '../live-flow/exchange.ts';
import { liveFlowOf, screenOf } from '../live-flow/live-flow.ts';
import type { Endpoint } from '../live-flow/live-flows.ts';
import { readObject } from '../request-body.ts';
import type { Channel } from '../simulated-channel.ts';
import { conflict, findArrived } from './arrived-message.ts';

const NewExchange = z.strictObject({
  action: z.enum(['INIT', 'data_exchange', 'BACK']),
  screen: z.optional(z.string()),
  data: z.optional(JsonObject),
});

/** What the phone page asks while a customer fills in a live form, and the pings of WhatsApp. */
export function exchangeControlRoutes(channel: Channel): Hono {
  const routes = new Hono();
  const { liveFlows } = channel;

  routes.post('/customers/:phone/messages/:messageId/exchange', async (c) => {
    const parsed = parseInput(NewExchange, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    const found = findArrived(channel, c);
    return respond(c, 'refusal' in found ? found.refusal : await exchange(channel, found, parsed.value));
  });
  routes.post('/flows/:id/ping', async (c) => {
    const endpoint = endpointOf(channel, c.req.param('id'));
    if (!endpoint) return respond(c, notFound('Flow with an endpoint'));
    return c.json(viewOutcome(await liveFlows.ping(endpoint)));
  });
  routes.get('/exchanges', (c) => c.json(liveFlows.log.all()));
  return routes;
}

async function exchange(
  channel: Channel,
  { customer, message }: { customer: Customer; message: Message },
  asked: Asked,
): Promise<Answer> {
  const { flow: button } = message;
  const flow = button && liveFlowOf(channel, button.flowId);
  if (!button || !flow) return conflict('This message carries no live form.');
  if (button.isOver) return conflict('This form is over: its button is disabled.');
  const screen = asked.screen === undefined ? undefined : screenOf(flow, asked.screen);
  if (asked.action !== 'INIT' && !screen) return invalid('screen: the Flow has no such screen');
  if (asked.action === 'BACK' && !screen?.refresh_on_back)
    return invalid('action: a phone sends BACK only from a screen with refresh_on_back');
  const endpoint = endpointOf(channel, button.flowId);
  if (!endpoint) return { status: 200, body: viewOutcome({ kind: 'failed', reason: 'no-endpoint' }) };
  const outcome = await channel.liveFlows.exchange(endpoint, { messageId: message.id, token: button.token }, asked);
  // A reset while the phone waited has removed it.
  if (channel.messages.get(message.id) !== message) return notFound('message');
  if (outcome.kind === 'over') channel.conversation.end(message);
  if (outcome.kind === 'ended') {
    const { flow_token: token, ...fields } = outcome.params;
    channel.conversation.complete(customer, message, fields, String(token));
  }
  return { status: 200, body: viewOutcome(outcome) };
}

/** Where a live Flow asks; `undefined` for another Flow, and as long as it has no URL. */
function endpointOf(channel: Channel, flowId: string): Endpoint | undefined {
  const flow = liveFlowOf(channel, flowId);
  const url = channel.flows.get(flowId)?.endpointUri;
  return flow && url !== undefined ? { flowId, url, flow, publicKeys: channel.encryptionKeys } : undefined;
}

/** The parameters of the end come by webhook. */
const viewOutcome = (outcome: Outcome) => (outcome.kind === 'ended' ? { kind: outcome.kind } : outcome);
