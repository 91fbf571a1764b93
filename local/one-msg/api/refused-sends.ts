import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import { isJsonObject, parseJson } from '../../../functions/shared/domain/text/json.ts';
import { SENDING_METHODS } from '../behaviour/behaviour.ts';
import { addressKey, recipientAddress } from '../chat/addresses.ts';
import type { Channel } from '../simulated-channel.ts';

type Env = { Bindings: HttpBindings };

/** Records why a message never came, for the view of the customer's phone. */
export function noteRefusals(channel: Channel): MiddlewareHandler<Env> {
  return async (c, next) => {
    const method = c.req.path.split('/')[2] ?? '';
    if (c.req.method !== 'POST' || !SENDING_METHODS.some((one) => one === method)) return next();
    const customer = addressee(channel, parseJson(await c.req.text()));
    await next();
    const reason = customer && (await refusalIn(c.res));
    if (!reason) return;
    const refusal = { customer, method, reason, at: channel.clock.now().toISOString() };
    channel.refusals.add(refusal);
    channel.feed.publish('refusal', refusal);
  };
}

function addressee({ customers }: Channel, body: unknown): string | undefined {
  if (!isJsonObject(body)) return undefined;
  const address = recipientAddress({ phone: textOf(body['phone']), chatId: textOf(body['chatId']) });
  return address && (customers.find(address)?.id ?? addressKey(address));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** The text of a refusal; undefined for an answer that accepts or queues. */
async function refusalIn(answer: Response): Promise<string | undefined> {
  if (answer === RESPONSE_ALREADY_SENT) return 'The connection broke before there was an answer.';
  const text = await answer.clone().text();
  const body = parseJson(text);
  if (!isJsonObject(body)) return text || `The provider answered ${answer.status}.`;
  if (body['sent'] === true || body['jobId'] !== undefined) return undefined;
  return wordsOf(body) ?? `The provider answered ${answer.status}.`;
}

function wordsOf({ error, message }: Record<string, unknown>): string | undefined {
  if (isJsonObject(error)) return textOf(error['error_user_msg']) ?? textOf(error['message']);
  return textOf(error) ?? textOf(message);
}
