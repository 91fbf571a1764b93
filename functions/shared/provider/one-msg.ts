import type { Contract } from '../contract/contract.ts';
import type { ContractLanguage } from '../contract/language.ts';
import type { Recipient } from '../domain/customer/recipient.ts';
import type { JsonObject } from '../domain/text/json.ts';
import type { CachedSecret, GivenSecret } from '../secrets/cached-secret.ts';
import { NEW_CONNECTION } from './channel-call.ts';
import { withoutSecrets } from './channel-error.ts';
import { judgeAnswer, type SendOutcome } from './send-outcome.ts';

/** How a form opens: with its first screen and data for it, or with what its endpoint answers. */
export type FormOpening = {
  action: 'navigate' | 'data_exchange';
  screen?: string | undefined;
  data?: JsonObject | undefined;
};

export type FlowMessage = {
  recipient: Recipient;
  greeting: string;
  cta: string;
  flowId: string;
  flowToken: string;
  opening: FormOpening;
};

export type TemplateMessage = {
  recipient: Recipient;
  template: NonNullable<ContractLanguage['template']>;
  customerName: string;
  flowToken: string;
  /** Data for the first screen. */
  data?: JsonObject;
};

export type TextMessage = { recipient: Recipient; text: string };

/** Sends messages. All methods return within `withinMs` and never throw. */
export type Provider = {
  /** Sends the invitation as an approved template, also outside the session window. */
  sendTemplate(message: TemplateMessage, withinMs: number): Promise<SendOutcome>;
  /** Sends the invitation as a flow message, inside the session window only. */
  sendFlow(message: FlowMessage, withinMs: number): Promise<SendOutcome>;
  /** Sends plain text, inside the session window only. */
  sendMessage(message: TextMessage, withinMs: number): Promise<SendOutcome>;
};

/** Errors before the connection was made: the provider certainly did not receive the request. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function causeCode(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : undefined;
}

type FlowMode = Contract['flow']['mode'];

/** The recipient by phone if the request named one, else by chat id. The provider accepts exactly one of them. */
const addressOf = ({ phone, chatId }: Recipient) => (phone ? { phone } : { chatId });

function sendFlowBody({ recipient, greeting, cta, flowId, flowToken, opening }: FlowMessage, mode: FlowMode) {
  const { action, screen, data } = opening;
  const payload = {
    ...(screen !== undefined && { screen }),
    ...(data && Object.keys(data).length > 0 && { data }),
  };
  const withPayload = action === 'navigate' && Object.keys(payload).length > 0;
  return {
    ...addressOf(recipient),
    body: greeting,
    flowId,
    flowToken,
    flowCta: cta,
    flowAction: action,
    ...(withPayload && { flowActionPayload: payload }),
    ...(mode && { mode }),
  };
}

function sendTemplateBody({ recipient, template, customerName, flowToken, data }: TemplateMessage): JsonObject {
  const name = { type: 'body', parameters: [{ type: 'text', text: customerName }] };
  const button = {
    type: 'button',
    sub_type: 'flow',
    index: '0',
    parameters: [{ type: 'action', action: { flow_token: flowToken, ...(data && { flow_action_data: data }) } }],
  };
  return {
    ...addressOf(recipient),
    namespace: template.namespace,
    template: template.name,
    language: { policy: 'deterministic', code: template.language },
    params: template.namesCustomer ? [name, button] : [button],
  };
}

/** Removes the token from the text of a refusal, which is stored and displayed. */
function withoutToken(outcome: SendOutcome, token: string): SendOutcome {
  if (outcome.kind !== 'refused' || outcome.failure.text === undefined) return outcome;
  return { ...outcome, failure: { ...outcome.failure, text: withoutSecrets(outcome.failure.text, token) } };
}

const unreachable = (text: string): SendOutcome => ({ kind: 'refused', failure: { reason: 'temporary', text } });

async function post(url: string, body: JsonObject, token: string, withinMs: number): Promise<SendOutcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...NEW_CONNECTION },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    return withoutToken(judgeAnswer(response, await response.text()), token);
  } catch (error) {
    const definite = NEVER_CONNECTED.has(causeCode(error) ?? '');
    return definite ? unreachable('The provider could not be reached.') : { kind: 'unknown', why: 'no-answer' };
  }
}

const isCredentialsRefusal = (outcome: SendOutcome) =>
  outcome.kind === 'refused' && outcome.failure.reason === 'credentials';

/** The provider 1MSG for one channel. `url` is the base of its API, without the channel. */
export function oneMsg(
  url: string,
  contract: Pick<Contract, 'channel' | 'flow'>,
  secret: CachedSecret<GivenSecret>,
): Provider {
  /** After a 401, which proves that nothing was sent, tries once more with a newer token if there is one. */
  async function send(method: string, body: JsonObject, withinMs: number): Promise<SendOutcome> {
    const target = `${url}/${contract.channel.id}/${method}`;
    const deadline = Date.now() + withinMs;
    const { channelToken } = await secret.get().catch(() => ({ channelToken: undefined }));
    if (channelToken === undefined) return unreachable('The channel token could not be read.');
    const outcome = await post(target, body, channelToken, Math.max(1, deadline - Date.now()));
    const newer = isCredentialsRefusal(outcome) ? await secret.getNewer().catch(() => undefined) : undefined;
    if (!newer || newer.channelToken === channelToken) return outcome;
    return post(target, body, newer.channelToken, Math.max(1, deadline - Date.now()));
  }

  return {
    sendTemplate: (message, withinMs) => send('sendTemplate', sendTemplateBody(message), withinMs),
    sendFlow: (message, withinMs) => send('sendFlow', sendFlowBody(message, contract.flow.mode), withinMs),
    sendMessage: ({ recipient, text }, withinMs) =>
      send('sendMessage', { ...addressOf(recipient), body: text }, withinMs),
  };
}
